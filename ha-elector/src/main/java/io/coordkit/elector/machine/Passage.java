package io.coordkit.elector.machine;

/**
 * A passage of several steps in which the machine answers nothing else: becoming active, or leaving in good order.
 *
 * <p>Hadoop's elector holds its lock for as long; here all other events wait in the machine. A step that a passage does
 * not expect changes nothing.
 */
interface Passage {
    enum Progress {
        PENDING,
        DONE,
        FAILED
    }

    default Progress onBreadcrumbRead(ElectorEvent.BreadcrumbRead event) {
        return Progress.PENDING;
    }

    default Progress onBreadcrumbWritten(ResultCode code) {
        return Progress.PENDING;
    }

    default Progress onBreadcrumbDeleted(ResultCode code) {
        return Progress.PENDING;
    }

    default Progress onFenceEnded(boolean succeeded) {
        return Progress.PENDING;
    }

    default Progress onActivationEnded(boolean succeeded) {
        return Progress.PENDING;
    }
}
