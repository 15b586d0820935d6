package io.coordkit.recipes;

/** The ensemble could not be asked, or refused; the message names what was wanted and the path. */
public class RecipeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecipeException(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    RecipeException(String message) {
        super(message);
    }
}
