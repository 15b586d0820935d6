package io.coordkit.core.zab;

import java.util.Optional;
import java.util.OptionalLong;

/** The words with which a role ends. It does so with the step, so that nothing is pulled away from under whoever is running. */
final class Ending {
    private Optional<String> reason = Optional.empty();
    private OptionalLong heir = OptionalLong.empty();

    /** The present role cannot go on. */
    void giveUp(String why) {
        if (reason.isEmpty()) {
            reason = Optional.of(why);
        }
    }

    /** The present role ends because the members have changed; somebody is known to lead from now on. */
    void giveWayTo(long leader, String why) {
        giveUp(why);
        heir = OptionalLong.of(leader);
    }

    /** Whether the present role hears nothing more. */
    boolean isNear() {
        return reason.isPresent();
    }

    /** Why the role ends, if it does; asked once. */
    Optional<String> take() {
        Optional<String> taken = reason;
        reason = Optional.empty();
        return taken;
    }

    /** Who leads next, as the former leader has decided; nothing when that must be found out. Asked once. */
    OptionalLong takeHeir() {
        OptionalLong taken = heir;
        heir = OptionalLong.empty();
        return taken;
    }
}
