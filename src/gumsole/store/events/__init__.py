"""What shoppers did: a second SQLite file, so that events and changes of stock never wait for each other."""

from gumsole.store.events.event_store import EventStore
from gumsole.store.events.happenings import KeptEvent
from gumsole.store.events.keeping import EventsKeeping, SignalsKeeping
from gumsole.store.events.queries import KeptQuery
from gumsole.store.events.writer import EventWriter

__all__ = ["EventStore", "EventWriter", "EventsKeeping", "KeptEvent", "KeptQuery", "SignalsKeeping"]
