package io.coordkit.failover.machine;

/** What {@link ControllerMachine} asks of its driver; to be carried out in order. */
public sealed interface Instruction {

    void perform(Handler handler);

    /**
     * Join the election; no effect for a member that already takes part.
     *
     * @param participation what the driver has to name when this participation makes the service active or standby
     */
    record Join(long participation) implements Instruction {
        @Override
        public void perform(Handler handler) {
            handler.join(this);
        }
    }

    /** Leave the election; {@code needFence}: the service may still act as the active. */
    record Quit(boolean needFence) implements Instruction {
        @Override
        public void perform(Handler handler) {
            handler.quit(this);
        }
    }

    /** Call {@link ControllerMachine#onRecheck} after a while. */
    record Recheck(long delayNanos) implements Instruction {
        @Override
        public void perform(Handler handler) {
            handler.recheck(this);
        }
    }

    /** The controller cannot go on. */
    record Fail(String reason) implements Instruction {
        @Override
        public void perform(Handler handler) {
            handler.fail(this);
        }
    }

    /** One method per kind of instruction. */
    interface Handler {
        void join(Join join);

        void quit(Quit quit);

        void recheck(Recheck recheck);

        void fail(Fail fail);
    }
}
