package io.coordkit.cli.demo.splitlog;

import java.time.Duration;

/**
 * A task that changed hands because its worker was killed.
 *
 * @param log the log, by its path
 * @param name the log, by the name that the reader knows
 * @param deadWorker who was killed
 * @param editsOfDead how many edits the dead worker had split
 * @param leftBehind what it had prepared, as it was just after the kill
 * @param newWorker who owns the task next
 * @param took from the kill to the new owner's first edit
 */
record Takeover(
        String log,
        String name,
        String deadWorker,
        int editsOfDead,
        FilesAside leftBehind,
        String newWorker,
        Duration took) {}
