"""The durable truth: one SQLite file with products, offers, photos, signals and a change log."""

from gumsole.store.backup import backup, restore
from gumsole.store.layout import LOCK_FILE, PHOTOS_FOLDER, SETTINGS_FILE, STORE_FILE, THUMBNAILS_FOLDER
from gumsole.store.store import Store
from gumsole.store.tables.calibrations import Calibration, MainPhoto
from gumsole.store.tables.changes import Update
from gumsole.store.tables.entries import Place
from gumsole.store.tables.labelings import Asked, Flagged, LabelToDo, Refused, Said
from gumsole.store.tables.passports import IssuedPassport
from gumsole.store.tables.photos import PhotoCounts, PhotoFailure, PhotoState, PhotoToDo
from gumsole.store.tables.products import Listing, Upserted
from gumsole.store.tables.runs import Run, RunCounts
from gumsole.store.tables.signals import EncoderKey, key_of
from gumsole.store.tables.words import StoreValue, WordMatch

__all__ = [
    "LOCK_FILE",
    "PHOTOS_FOLDER",
    "SETTINGS_FILE",
    "STORE_FILE",
    "THUMBNAILS_FOLDER",
    "Asked",
    "Calibration",
    "EncoderKey",
    "Flagged",
    "IssuedPassport",
    "LabelToDo",
    "Listing",
    "MainPhoto",
    "PhotoCounts",
    "PhotoFailure",
    "PhotoState",
    "PhotoToDo",
    "Place",
    "Refused",
    "Run",
    "RunCounts",
    "Said",
    "Store",
    "StoreValue",
    "Update",
    "Upserted",
    "WordMatch",
    "backup",
    "key_of",
    "restore",
]
