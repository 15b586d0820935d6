package io.coordkit.cli.demo;

import java.time.Duration;

/**
 * An ensemble has lost its leader and has another one.
 *
 * @param dead number of the server that led
 * @param successor number of the server that leads now
 * @param took time from the end of the one until the other led
 */
public record Succession(int dead, int successor, Duration took) {}
