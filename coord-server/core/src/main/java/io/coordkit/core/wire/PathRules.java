package io.coordkit.core.wire;

/** Which texts are znode paths ({@code PathUtils.validatePath} of the reference). */
public final class PathRules {
    private PathRules() {}

    /** Whether {@code path} names a znode: absolute, no empty, "." or ".." component, no control or surrogate character. */
    public static boolean isValid(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(0) != '/') {
            return false;
        }
        if (length == 1) {
            return true;
        }
        if (path.charAt(length - 1) == '/') {
            return false;
        }
        int start = 1;
        for (int i = 1; i <= length; i++) {
            char c = i < length ? path.charAt(i) : '/';
            if (c == '/') {
                if (isForbiddenComponent(path, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (isForbidden(c)) {
                return false;
            }
        }
        return true;
    }

    /** The path of the parent: everything before the last '/'; "" for a child of the root. The path must have a '/'. */
    public static String parentOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static boolean isForbiddenComponent(String path, int start, int end) {
        int length = end - start;
        return length == 0
                || length == 1 && path.charAt(start) == '.'
                || length == 2 && path.charAt(start) == '.' && path.charAt(start + 1) == '.';
    }

    private static boolean isForbidden(char c) {
        return c <= '\u001f' || c >= '\u007f' && c <= '\u009f' || c >= '\ud800' && c <= '\uf8ff' || c >= '\ufff0';
    }
}
