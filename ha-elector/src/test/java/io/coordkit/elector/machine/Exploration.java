package io.coordkit.elector.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One seeded random run of several members against a {@link ModelEnsemble}: first anything may happen, then everything
 * heals and the election has to settle. Checks after every step that at most one unfenced member acts as the active.
 *
 * <p>In half of the runs locks are deleted by hand under their living owners, and then nobody leaves without a fence. The
 * two together can defeat the breadcrumb's version, in Hadoop's elector as in ours (found by this test):
 *
 * <ol>
 *   <li>A holds the lock, reads the breadcrumb at version 0, and stands still; its lock is deleted by hand;
 *   <li>B becomes active, leaves in good order and deletes the breadcrumb;
 *   <li>C becomes active and creates the breadcrumb anew, at version 0;
 *   <li>A, whose session still lives, wakes up and writes over version 0: A and C are active.
 * </ol>
 *
 * Without the hand, A's lock goes only with its session, and A's write fails.
 */
final class Exploration {
    /** Bugs planted to see that the checks find them. */
    enum Plant {
        NONE,
        FENCE_DOES_NOTHING,
        VERSIONS_NOT_CHECKED
    }

    private static final int MEMBERS = 3;
    private static final int STEPS = 400;
    private static final int SETTLING_STEPS_MAX = 5000;
    private static final int TRACE_LINES = 80;

    private final Random random;
    private final Plant plant;
    private final List<ModelMember> members;
    private final List<String> trace = new ArrayList<>();
    final ModelEnsemble ensemble;
    private final boolean locksAreDeletedByHand;
    private boolean healed;
    int activations;
    int fences;

    Exploration(long seed, Plant plant) {
        this.random = new Random(seed);
        this.locksAreDeletedByHand = random.nextBoolean();
        this.plant = plant;
        this.ensemble = new ModelEnsemble(plant != Plant.VERSIONS_NOT_CHECKED);
        this.members = IntStream.range(0, MEMBERS)
                .mapToObj(i -> new ModelMember(this, MemberData.of("m" + i)))
                .toList();
    }

    void run() {
        members.forEach(member -> member.step(new ElectorEvent.Join(member.data)));
        for (int step = 0; step < STEPS; step++) {
            ModelMember member = members.get(random.nextInt(MEMBERS));
            if (random.nextInt(8) == 0) {
                fault(member);
            } else {
                progress(member);
            }
            checkOneActive();
        }
        heal();
        checkSettled();
    }

    private boolean progress(ModelMember member) {
        boolean canServe = member.session.isPresent()
                && member.session.get().connected
                && member.session.get().hasSent();
        boolean canStep = !member.frozen && !member.mailbox.isEmpty();
        if (canServe && (!canStep || random.nextBoolean())) {
            member.session.get().serveOne();
        } else if (canStep) {
            member.step(member.mailbox.remove());
        } else if (!member.frozen && !member.timers.isEmpty()) {
            member.step(new ElectorEvent.TimerFired(member.timers.remove(0)));
        } else {
            return false;
        }
        return true;
    }

    private void fault(ModelMember member) {
        int kind = random.nextInt(9);
        trace.add(member + " fault " + kind);
        switch (kind) {
            case 0 -> member.cut(random);
            case 1, 2 -> member.connect();
            case 3 -> {
                if (!member.networkUp || member.frozen) {
                    expire(member);
                }
            }
            case 4 -> member.frozen = !member.frozen;
            case 5 -> quitUnlessFrozen(member);
            case 6, 7 -> joinUnlessFrozen(member);
            case 8 -> {
                if (locksAreDeletedByHand && random.nextInt(3) == 0) {
                    ensemble.deleteLock();
                }
            }
            default -> throw new AssertionError(kind);
        }
    }

    /** The server hears nothing from a member for too long, and nothing from those that closed while cut off. */
    private void expire(ModelMember member) {
        ensemble.abandoned().forEach(ModelEnsemble.Session::expire);
        member.session.ifPresent(session -> {
            session.expire();
            session.cut(random);
        });
    }

    private void quitUnlessFrozen(ModelMember member) {
        if (!member.frozen) {
            member.quit(locksAreDeletedByHand || random.nextBoolean());
        }
    }

    private void joinUnlessFrozen(ModelMember member) {
        if (!member.frozen) {
            member.step(new ElectorEvent.Join(member.data));
        }
    }

    private void heal() {
        healed = true;
        for (ModelMember member : members) {
            member.frozen = false;
            member.connect();
        }
        ensemble.abandoned().forEach(ModelEnsemble.Session::expire);
        for (int step = 0; settle(); step++) {
            checkOneActive();
            if (step > SETTLING_STEPS_MAX) {
                throw new AssertionError("the election does not settle\n" + lastLines());
            }
        }
    }

    private boolean settle() {
        boolean progressed = false;
        for (ModelMember member : members) {
            if (!member.machine.isInElection()) {
                member.step(new ElectorEvent.Join(member.data));
            }
            progressed |= progress(member);
        }
        return progressed;
    }

    private void checkOneActive() {
        if (members.stream().filter(ModelMember::isUnfencedActive).count() > 1) {
            throw new AssertionError("two unfenced actives: " + members + "\n" + lastLines());
        }
    }

    private void checkSettled() {
        for (ModelMember member : members) {
            boolean owner = ensemble.isOwner(member.session.orElseThrow());
            ElectionState expected = owner ? ElectionState.ACTIVE : ElectionState.STANDBY;
            if (member.machine.state() != expected) {
                throw new AssertionError("not settled: " + members + "\n" + lastLines());
            }
        }
        if (members.stream().noneMatch(member -> member.machine.state() == ElectionState.ACTIVE)) {
            throw new AssertionError("nobody is active: " + members + "\n" + lastLines());
        }
    }

    boolean serviceSucceeds() {
        return healed || random.nextInt(5) > 0;
    }

    void fence(MemberData oldActive) {
        fences++;
        if (plant != Plant.FENCE_DOES_NOTHING) {
            members.stream().filter(member -> member.data.equals(oldActive)).forEach(ModelMember::fence);
        }
    }

    void trace(ModelMember member, ElectorAction action) {
        if (action instanceof ElectorAction.BecomeActive) {
            activations++;
        }
        trace.add(member + " " + action);
    }

    private String lastLines() {
        return String.join("\n", trace.subList(Math.max(0, trace.size() - TRACE_LINES), trace.size()));
    }
}
