package io.coordkit.elector.data;

import java.util.Arrays;

/** What a member of an election says of itself in the lock and the breadcrumb. */
public sealed interface MemberInfo permits ActiveRmInfo, ActiveNodeInfo, OpaqueInfo {

    /** The bytes as they stand in the znode. */
    byte[] toBytes();

    /** One line for people. */
    String describe();

    /**
     * Recognises the bytes of any election. The layout does not say which message it holds, so a message counts as
     * recognised only when writing it again gives the same bytes; everything else is an {@link OpaqueInfo}.
     */
    static MemberInfo recognise(byte[] bytes) {
        try {
            MemberInfo info =
                    ActiveNodeInfo.isComplete(bytes) ? ActiveNodeInfo.parse(bytes) : ActiveRmInfo.parse(bytes);
            return Arrays.equals(info.toBytes(), bytes) ? info : new OpaqueInfo(bytes);
        } catch (MalformedDataException free) {
            return new OpaqueInfo(bytes);
        }
    }
}
