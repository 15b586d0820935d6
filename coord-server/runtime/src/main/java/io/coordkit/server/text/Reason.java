package io.coordkit.server.text;

import io.coordkit.core.wire.MalformedRecordException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why an operation on a file or a socket failed: the commonest exceptions say it in their type only, or too much. */
public final class Reason {
    private Reason() {}

    /** The reason in a few words; it does not repeat the file's name. */
    public static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "something else has this name";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is no directory";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Why a socket could not be opened, or has ended; the transports wrap what the system said in words of their own. */
    public static String ofSocket(Throwable failure) {
        if (failure.getCause() instanceof MalformedRecordException bad) {
            return String.valueOf(bad.getMessage());
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (message.contains("Connection refused")) {
            return "connection refused";
        }
        if (message.contains("Connection reset") || message.contains("Broken pipe")) {
            return "connection reset";
        }
        if (failure instanceof ClosedChannelException) {
            return "closed";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : message;
    }
}
