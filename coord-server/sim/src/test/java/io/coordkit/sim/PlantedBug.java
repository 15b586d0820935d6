package io.coordkit.sim;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Plan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Bugs as they happen in servers, planted around the product; each must be found by the checker named, within some seeds. */
enum PlantedBug implements Planted {
    ACKNOWLEDGES_BEFORE_FORCE(20, "durability", NoForce::new),
    FORGETS_TO_FORCE_NAMES(20, "durability", NoDirectoryForce::new),
    DOES_NOT_FORCE_THE_RECOVERED_TAIL(100, "durability", NoForceOfReopened::new),
    OVERLOOKS_THE_LAST_LOG_AT_RECOVERY(50, "durability", HiddenLog::new),
    DROPS_A_DELETION_AT_RECOVERY(60, "storage", NoDelete::new),
    NAMES_SNAPSHOTS_TOO_HIGH(50, "state", SnapshotTooNew::new),
    SENDS_EVENT_AFTER_REPLY(60, "watches", LateEvent::new),
    LOSES_AN_EVENT(100, "watches", LostEvent::new),
    SENDS_AN_EVENT_TWICE(100, "watches", DoubleEvent::new),
    FORGETS_WATCHES_ON_RECONNECT(60, "watches", NoSetWatches::new),
    SWAPS_TWO_REPLIES(50, "replies", SwappedReplies::new),
    LOSES_A_REPLY(50, "replies", LostReply::new),
    DAMAGES_DATA_IN_REPLIES(50, "replies", DamagedReply::new),
    EXPIRES_EARLY(50, "sessions", FastClock::new),
    NEVER_EXPIRES(50, "sessions", StoppedClock::new),
    KEEPS_AN_EPHEMERAL_AT_CLOSE(100, "state", KeptEphemeral::new),
    LOSES_ANSWERS_TO_CONNECT(20, "liveness", LostGreeting::new),
    IGNORES_BACK_PRESSURE(60, "limits", NoBackPressure::new);

    private final Hunt hunt;

    PlantedBug(int seedsMax, String checker, Supplier<Sabotage> planted) {
        this.hunt = new Hunt(seedsMax, checker, planted);
    }

    @Override
    public Hunt hunt() {
        return hunt;
    }

    /** These bugs are sought in servers that stand alone: what an ensemble adds would hide some of them. */
    @Override
    public boolean meets(Plan plan) {
        return plan.knobs().voters() == 0;
    }

    private static boolean isEvent(byte[] frame, int offset, int length) {
        return length >= 20 && ByteBuffer.wrap(frame, offset, length).getInt(4) == -1;
    }

    private static boolean isReply(byte[] frame, int offset, int length) {
        // An answer to a connect request begins with version 0 where others have an xid, which is never 0.
        return length >= 20
                && !isEvent(frame, offset, length)
                && ByteBuffer.wrap(frame, offset, length).getInt(4) != 0;
    }

    private static final class NoForce implements Sabotage {
        @Override
        public FileIo disk(FileIo real) {
            return new DelegatingFiles(real) {
                @Override
                FileHandle handle(FileHandle handle, boolean reopened) {
                    return new DelegatingFiles.UnforcedHandle(handle);
                }
            };
        }
    }

    private static final class NoForceOfReopened implements Sabotage {
        @Override
        public FileIo disk(FileIo real) {
            return new DelegatingFiles(real) {
                @Override
                FileHandle handle(FileHandle handle, boolean reopened) {
                    return reopened ? new DelegatingFiles.UnforcedHandle(handle) : handle;
                }
            };
        }
    }

    private static final class NoDirectoryForce implements Sabotage {
        @Override
        public FileIo disk(FileIo real) {
            return new DelegatingFiles(real) {
                @Override
                public void forceDirectory() {}
            };
        }
    }

    private static final class NoDelete implements Sabotage {
        @Override
        public FileIo disk(FileIo real) {
            return new DelegatingFiles(real) {
                @Override
                public void delete(String name) {}
            };
        }
    }

    private static final class HiddenLog implements Sabotage {
        @Override
        public FileIo disk(FileIo real) {
            return new DelegatingFiles(real) {
                @Override
                public List<String> list() {
                    List<String> names = new ArrayList<>(super.list());
                    names.stream()
                            .filter(name -> name.startsWith("log."))
                            .reduce((a, b) -> b)
                            .ifPresent(names::remove);
                    return names;
                }
            };
        }
    }

    private static final class SnapshotTooNew implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                @Override
                public void startSnapshot(long zxid) {
                    super.startSnapshot(zxid + 1);
                }
            };
        }
    }

    private static final class LateEvent implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                private Runnable held = () -> {};

                @Override
                public void send(long connection, byte[] frame, int offset, int length) {
                    if (isEvent(frame, offset, length)) {
                        byte[] copy = Arrays.copyOfRange(frame, offset, offset + length);
                        Runnable before = held;
                        held = () -> {
                            before.run();
                            super.send(connection, copy, 0, length);
                        };
                        return;
                    }
                    super.send(connection, frame, offset, length);
                    Runnable late = held;
                    held = () -> {};
                    late.run();
                }
            };
        }
    }

    private static final class LostEvent implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                private int events;

                @Override
                public void send(long connection, byte[] frame, int offset, int length) {
                    if (!isEvent(frame, offset, length) || ++events % 3 != 0) {
                        super.send(connection, frame, offset, length);
                    }
                }
            };
        }
    }

    private static final class DoubleEvent implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                @Override
                public void send(long connection, byte[] frame, int offset, int length) {
                    super.send(connection, frame, offset, length);
                    if (isEvent(frame, offset, length)) {
                        super.send(connection, frame, offset, length);
                    }
                }
            };
        }
    }

    private static final class NoSetWatches implements Sabotage {
        @Override
        public Input input(Input real) {
            if (real instanceof Input.ClientReceived received
                    && received.request() instanceof ReadRequest.SetWatches watches) {
                ReadRequest.SetWatches none = new ReadRequest.SetWatches(
                        watches.relativeZxid(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        watches.extended());
                return new Input.ClientReceived(received.connection(), received.xid(), none, 0);
            }
            return real;
        }
    }

    private static final class SwappedReplies implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                private byte[] held = new byte[0];
                private long heldFor;

                @Override
                public void send(long connection, byte[] frame, int offset, int length) {
                    if (held.length == 0 && isReply(frame, offset, length)) {
                        held = Arrays.copyOfRange(frame, offset, offset + length);
                        heldFor = connection;
                        return;
                    }
                    super.send(connection, frame, offset, length);
                    if (held.length > 0 && heldFor == connection) {
                        byte[] late = held;
                        held = new byte[0];
                        super.send(connection, late, 0, late.length);
                    }
                }

                @Override
                public void close(long connection) {
                    held = heldFor == connection ? new byte[0] : held;
                    super.close(connection);
                }
            };
        }
    }

    private static final class LostReply implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                private int replies;

                @Override
                public void send(long connection, byte[] frame, int offset, int length) {
                    if (!isReply(frame, offset, length) || ++replies % 10 != 0) {
                        super.send(connection, frame, offset, length);
                    }
                }
            };
        }
    }

    private static final class LostGreeting implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                @Override
                public void send(long connection, byte[] frame, int offset, int length) {
                    if (isEvent(frame, offset, length) || isReply(frame, offset, length)) {
                        super.send(connection, frame, offset, length);
                    }
                }
            };
        }
    }

    private static final class DamagedReply implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                @Override
                public void send(long connection, byte[] frame, int offset, int length) {
                    byte[] copy = Arrays.copyOfRange(frame, offset, offset + length);
                    if (isReply(copy, 0, length) && length > 24) {
                        copy[length - 1] ^= 1;
                    }
                    super.send(connection, copy, 0, length);
                }
            };
        }
    }

    private static final class FastClock implements Sabotage {
        @Override
        public Input input(Input real) {
            return real instanceof Input.Tick tick ? new Input.Tick(tick.nowNanos() * 3 / 2, tick.wallMs()) : real;
        }
    }

    private static final class StoppedClock implements Sabotage {
        private Input.Tick first = new Input.Tick(-1, 0);

        @Override
        public Input input(Input real) {
            if (real instanceof Input.Tick tick) {
                first = first.nowNanos() < 0 ? tick : first;
                return new Input.Tick(first.nowNanos(), tick.wallMs());
            }
            return real;
        }
    }

    /** After a session has ended, one of its znodes is there again: as if it had not been removed. */
    private static final class KeptEphemeral implements Sabotage {
        private static final Txn.Create AGAIN =
                new Txn.Create(OpCode.CREATE, "/kept", new byte[0], Acl.OPEN, true, -1, 0);

        private int sessions;

        @Override
        public void afterStep(Replica replica) {
            DataTree tree = replica.tree();
            if (tree.sessionIds().length < sessions) {
                tree.apply(new TxnHeader(7, 0, tree.lastZxid(), 0), AGAIN);
            }
            sessions = tree.sessionIds().length;
        }
    }

    private static final class NoBackPressure implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                @Override
                public void setReading(long connection, boolean reading) {}
            };
        }
    }
}
