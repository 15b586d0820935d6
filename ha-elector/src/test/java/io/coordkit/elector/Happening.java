package io.coordkit.elector;

/** What may happen to a member of an election. */
enum Happening {
    /** It stands for election. */
    START,

    /** It is gone without a word: its client is dropped, or its process killed if it was frozen. */
    CRASH,

    /** Its session ends behind its back. */
    EXPIRE,

    /** Its process stands still, until its session is gone. */
    FREEZE,

    /** Its process goes on. */
    THAW
}
