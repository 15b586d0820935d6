"""What people do with kazoo, against the server named on the command line; ends with the line "done" or an exception."""
import sys
import threading

from kazoo.client import KazooClient
from kazoo.exceptions import BadVersionError, NodeExistsError, NoAuthError, NoNodeError, NotEmptyError
from kazoo.protocol.states import EventType
from kazoo.recipe.counter import Counter
from kazoo.recipe.election import Election
from kazoo.recipe.queue import LockingQueue
from kazoo.recipe.watchers import ChildrenWatch, DataWatch
from kazoo.security import make_digest_acl

HOSTS = sys.argv[1]
DEADLINE = 30


def connect(**options):
    client = KazooClient(hosts=HOSTS, timeout=10, **options)
    client.start(timeout=DEADLINE)
    return client


def expect(error, action):
    try:
        action()
    except error:
        return
    raise AssertionError("expected " + error.__name__)


def await_event(event, what):
    assert event.wait(DEADLINE), what


def data_and_versions(client):
    client.ensure_path("/kazoo/data")
    assert client.create("/kazoo/data/a", b"one") == "/kazoo/data/a"
    expect(NodeExistsError, lambda: client.create("/kazoo/data/a"))
    data, stat = client.get("/kazoo/data/a")
    assert data == b"one" and stat.version == 0 and stat.dataLength == 3
    assert client.set("/kazoo/data/a", b"two", version=0).version == 1
    expect(BadVersionError, lambda: client.set("/kazoo/data/a", b"three", version=0))
    expect(NotEmptyError, lambda: client.delete("/kazoo/data"))
    names = [client.create("/kazoo/data/s-", sequence=True) for _ in range(3)]
    assert names == ["/kazoo/data/s-%010d" % i for i in (1, 2, 3)], names
    children, stat = client.get_children("/kazoo/data", include_data=True)
    assert sorted(children) == ["a"] + ["s-%010d" % i for i in (1, 2, 3)] and stat.numChildren == 4
    expect(NoNodeError, lambda: client.get("/kazoo/nothing"))


def transactions(client):
    transaction = client.transaction()
    transaction.create("/kazoo/t", b"")
    transaction.check("/kazoo/t", version=0)
    transaction.set_data("/kazoo/t", b"x")
    results = transaction.commit()
    assert results[0] == "/kazoo/t" and results[1] is True and results[2].version == 1, results
    transaction = client.transaction()
    transaction.delete("/kazoo/t")
    transaction.check("/kazoo/nothing", version=0)
    results = transaction.commit()
    assert isinstance(results[1], NoNodeError), results
    assert client.exists("/kazoo/t")


def watches(client, other):
    seen = threading.Event()

    def on_event(event):
        if event.type == EventType.CREATED and event.path == "/kazoo/w":
            seen.set()

    assert client.exists("/kazoo/w", watch=on_event) is None
    other.create("/kazoo/w", b"0")
    await_event(seen, "a one-shot watch")
    values, children = [], []
    last, both = threading.Event(), threading.Event()

    def on_data(data, stat):
        values.append(data)
        if data == b"3":
            last.set()

    def on_children(names):
        children.append(sorted(names))
        if sorted(names) == ["x", "y"]:
            both.set()

    DataWatch(client, "/kazoo/w", on_data)
    ChildrenWatch(client, "/kazoo/w", on_children)
    for value in (b"1", b"2", b"3"):
        other.set("/kazoo/w", value)
    other.create("/kazoo/w/x")
    other.create("/kazoo/w/y")
    await_event(last, values)
    await_event(both, children)


def ephemerals_and_locks(client):
    holder = connect()
    holder.create("/kazoo/e", ephemeral=True)
    gone = threading.Event()
    client.exists("/kazoo/e", watch=lambda event: gone.set())
    lock = holder.Lock("/kazoo/lock", "holder")
    assert lock.acquire(timeout=DEADLINE)
    waiting = client.Lock("/kazoo/lock", "waiting")
    assert not waiting.acquire(blocking=False)
    assert waiting.contenders()[0] == "holder"
    holder.stop()
    holder.close()
    await_event(gone, "the ephemeral of a closed session")
    assert waiting.acquire(timeout=DEADLINE)
    waiting.release()


def recipes(client, other):
    counter = Counter(client, "/kazoo/counter")
    for _ in range(5):
        counter += 2
    assert counter.value == 10
    queue = LockingQueue(client, "/kazoo/queue")
    queue.put_all([b"1", b"2"])
    assert LockingQueue(other, "/kazoo/queue").get(timeout=DEADLINE) == b"1"
    leading = threading.Event()
    Election(client, "/kazoo/election", "me").run(leading.set)
    await_event(leading, "an election")


def permissions(client):
    owner = connect(auth_data=[("digest", "user:secret")])
    owner.create("/kazoo/private", b"p", acl=[make_digest_acl("user", "secret", all=True)])
    assert owner.get("/kazoo/private")[0] == b"p"
    expect(NoAuthError, lambda: client.get("/kazoo/private"))
    client.add_auth("digest", "user:secret")
    assert client.get("/kazoo/private")[0] == b"p"
    acls, _ = client.get_acls("/kazoo/private")
    assert acls[0].id.scheme == "digest"
    owner.stop()


client, other = connect(), connect()
data_and_versions(client)
transactions(client)
watches(client, other)
ephemerals_and_locks(client)
recipes(client, other)
permissions(other)
other.delete("/kazoo", recursive=True)
client.stop()
other.stop()
print("done")
