package io.coordkit.statestore.world;

import io.coordkit.sim.world.ClientProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A resource manager in the simulated world: it stands for election, and reigns over the store when it has won. */
final class Manager implements ElectionDriver.Service {
    private static final int STEPPING_DOWN_MS = 1_500;

    final ClientProcess process;
    final ElectionDriver election;
    final List<Reign> reigns = new ArrayList<>();
    private final boolean fencing;
    private Optional<Reign> current = Optional.empty();

    Manager(ClientProcess process, boolean fencing) {
        this.process = process;
        this.fencing = fencing;
        this.election = new ElectionDriver(process, this);
        election.join();
    }

    @Override
    public void becomeActive(long session) {
        if (current.filter(Reign::isActive).isPresent()) {
            // The lock was regained: its reign was never over.
            process.after(1, () -> election.activationEnded(session, true));
            return;
        }
        Reign reign = new Reign(process, process.name() + "-" + (reigns.size() + 1), fencing, this::fenced);
        reigns.add(reign);
        current = Optional.of(reign);
        reign.takeOver(succeeded -> election.activationEnded(session, succeeded));
    }

    /** Takes its time: until the last part of the service has heard of it, work goes on. */
    @Override
    public void becomeStandby() {
        current.ifPresent(reign -> process.after(STEPPING_DOWN_MS, reign::end));
        current = Optional.empty();
    }

    /** As the ResourceManager: standby by itself, and into the election again. */
    private void fenced(Reign reign) {
        reign.end();
        if (current.filter(reign::equals).isPresent()) {
            current = Optional.empty();
            election.rejoin();
        }
    }

    boolean isActive() {
        return current.filter(Reign::isActive).isPresent();
    }
}
