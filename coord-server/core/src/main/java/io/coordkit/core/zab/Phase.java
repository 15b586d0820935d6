package io.coordkit.core.zab;

/** How far a server has come in finding its place ({@code ZabState} of the reference). */
public enum Phase {
    ELECTION,
    DISCOVERY,
    SYNCHRONISATION,
    BROADCAST
}
