package io.coordkit.statestore.machine;

import static io.coordkit.statestore.machine.Step.commit;
import static io.coordkit.statestore.machine.Step.done;

import io.coordkit.statestore.machine.StoreOp.Create;
import io.coordkit.statestore.machine.StoreOp.Delete;
import io.coordkit.statestore.machine.StoreOp.SetData;
import io.coordkit.statestore.paths.StorePaths;
import java.nio.ByteBuffer;

/**
 * Plans for delegation tokens, their master keys and the keys of the application masters' tokens.
 *
 * @param paths where everything is
 * @param layouts where delegation tokens may be
 */
public record SecretPlans(StorePaths paths, Layouts layouts) {

    /** Stores a new token and its sequence number in one transaction; false if it is there and was left alone. */
    public Step<Boolean> storeToken(int sequenceNumber, byte[] data) {
        byte[] number =
                ByteBuffer.allocate(Integer.BYTES).putInt(sequenceNumber).array();
        return token(sequenceNumber).create(data, new SetData(paths.sequenceNumber(), number));
    }

    /** Stores a new state of a token, or the token itself if it is unknown; true if it was known. */
    public Step<Boolean> updateToken(int sequenceNumber, byte[] data) {
        return token(sequenceNumber)
                .set(data, true, new Step.Map<>(storeToken(sequenceNumber, data), created -> false));
    }

    /** Removes a token and leaves the sequence number alone; false if the token is unknown. */
    public Step<Boolean> removeToken(int sequenceNumber) {
        SplitNode node = token(sequenceNumber);
        return node.locateAnywhere(found -> {
            if (found.isEmpty()) {
                return done(false);
            }
            return commit(
                    new Delete(node.at().apply(found.get()).leaf()), ignored -> node.dropPrefix(found.get(), true));
        });
    }

    /** Stores a master key; false if one with this id is there and was left alone. */
    public Step<Boolean> storeKey(int keyId, byte[] data) {
        return commit(new Create(paths.masterKey(keyId), data), outcome -> done(outcome == Outcome.DONE));
    }

    /** Removes a master key; false if it is unknown. */
    public Step<Boolean> removeKey(int keyId) {
        return commit(new Delete(paths.masterKey(keyId)), outcome -> done(outcome == Outcome.DONE));
    }

    /** Stores the keys of the application masters' tokens; false if the store has no place for them. */
    public Step<Boolean> storeAmrmTokens(byte[] data) {
        return commit(new SetData(paths.amrmTokens(), data), outcome -> done(outcome == Outcome.DONE));
    }

    private SplitNode token(int sequenceNumber) {
        return new SplitNode(layouts, split -> paths.token(sequenceNumber, split));
    }
}
