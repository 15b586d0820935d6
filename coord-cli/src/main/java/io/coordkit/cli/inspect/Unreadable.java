package io.coordkit.cli.inspect;

import io.coordkit.cli.tree.TreeFailure;
import java.util.Optional;

/** Notes what may not or cannot be read, for those who can go on without it. */
final class Unreadable {
    private final Listing listing = new Listing("unreadable");

    /** Looks at a part of a tree. */
    @FunctionalInterface
    interface Look<T> {
        T look() throws TreeFailure, InterruptedException;
    }

    /** What a look has seen; nothing when it is refused, which is noted. Without a connection there is no going on. */
    <T> Optional<T> unlessHidden(String path, Look<T> look) throws TreeFailure, InterruptedException {
        try {
            return Optional.of(look.look());
        } catch (TreeFailure failure) {
            if (!failure.isRefusal()) {
                throw failure;
            }
            note(path, String.valueOf(failure.getMessage()));
            return Optional.empty();
        }
    }

    void note(String path, String why) {
        listing.add("unreadable", path, "why", why);
    }

    Listing listing() {
        return listing;
    }
}
