"""Settings become working objects; the only place that constructs."""

from gumsole.assembly.adding import add_encoder
from gumsole.assembly.calibrating import Calibrated, recalibrate, settle
from gumsole.assembly.choosing import Listed, Switched, list_encoders, use_encoder
from gumsole.assembly.encoders import (
    encoder_in_use,
    encoder_of,
    key_for,
    refuse_other_encoder,
    views_of,
    workers_of,
)
from gumsole.assembly.engines import reindex, roll_back
from gumsole.assembly.estimating import Estimate, estimate_feed
from gumsole.assembly.examining import evaluate_encoders, evaluate_folder, examine
from gumsole.assembly.feeds import REPORTS_FOLDER, Ingested, IngestOrder, ingest_feed
from gumsole.assembly.indexes import INDEX_FOLDER, open_index
from gumsole.assembly.outside import Bill, titan_dimension, unlabeled
from gumsole.assembly.policies import POLICY_FILE, policy_of
from gumsole.assembly.recordings import Recording, keeping, recording
from gumsole.assembly.shops import Shop, counter_of, judges_of, shop, strangers
from gumsole.assembly.tuning import TunedStore, figures_of, tune_store

__all__ = [
    "INDEX_FOLDER",
    "POLICY_FILE",
    "REPORTS_FOLDER",
    "Bill",
    "Calibrated",
    "Estimate",
    "IngestOrder",
    "Ingested",
    "Listed",
    "Recording",
    "Shop",
    "Switched",
    "TunedStore",
    "add_encoder",
    "counter_of",
    "encoder_in_use",
    "encoder_of",
    "estimate_feed",
    "evaluate_encoders",
    "evaluate_folder",
    "examine",
    "figures_of",
    "ingest_feed",
    "judges_of",
    "keeping",
    "key_for",
    "list_encoders",
    "open_index",
    "policy_of",
    "recalibrate",
    "recording",
    "refuse_other_encoder",
    "reindex",
    "roll_back",
    "settle",
    "shop",
    "strangers",
    "titan_dimension",
    "tune_store",
    "unlabeled",
    "use_encoder",
    "views_of",
    "workers_of",
]
