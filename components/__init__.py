"""Components of a city's cell on AWS: the whole cell, or any of its parts by itself."""

from .cache import Cache, CacheArgs
from .city_cell import CityCell, CityCellArgs
from .database import Database, DatabaseArgs
from .errors import ArgumentError
from .function import Function, FunctionArgs
from .keys import Keys, KeysArgs
from .load_balancer import LoadBalancer, LoadBalancerArgs
from .monitoring import Monitoring, MonitoringArgs
from .network import Nat, Network, NetworkArgs
from .service import Service, ServiceArgs
from .stream import Stream, StreamArgs
from .tables import Tables, TablesArgs
from .task import Task, TaskArgs
from .tracking import Tracking, TrackingApi, TrackingApiArgs, TrackingArgs

__all__ = [
    "ArgumentError",
    "Cache",
    "CacheArgs",
    "CityCell",
    "CityCellArgs",
    "Database",
    "DatabaseArgs",
    "Function",
    "FunctionArgs",
    "Keys",
    "KeysArgs",
    "LoadBalancer",
    "LoadBalancerArgs",
    "Monitoring",
    "MonitoringArgs",
    "Nat",
    "Network",
    "NetworkArgs",
    "Service",
    "ServiceArgs",
    "Stream",
    "StreamArgs",
    "Tables",
    "TablesArgs",
    "Task",
    "TaskArgs",
    "Tracking",
    "TrackingApi",
    "TrackingApiArgs",
    "TrackingArgs",
]
