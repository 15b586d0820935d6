package io.coordkit.cli.files;

import io.coordkit.core.txn.LoggedTxn;
import java.util.Optional;

/**
 * One complete record of a log file.
 *
 * @param file the file's whole path
 * @param offset where the record begins in it
 * @param zxid what its header says
 * @param payload a copy of its bytes, without the frame
 * @param logged what it means; empty if that cannot be understood
 * @param damage what is wrong with it; empty if nothing is
 */
public record LogEntry(
        String file, long offset, long zxid, byte[] payload, Optional<LoggedTxn> logged, Optional<String> damage) {}
