package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;
import java.util.Optional;

/**
 * The keys of the application masters' tokens (AMRMTokenSecretManagerStateProto).
 *
 * @param current the key that signs
 * @param next the key that will sign after the next roll, while one is being rolled in
 */
public record AmrmTokenState(MasterKey current, Optional<MasterKey> next) {

    public static AmrmTokenState decode(byte[] data) {
        ProtoMessage message = ProtoMessage.parse(data);
        return new AmrmTokenState(
                new MasterKey(message.message(1).orElse(ProtoMessage.EMPTY)),
                message.message(2).map(MasterKey::new));
    }

    public byte[] encode() {
        ProtoMessage message = ProtoMessage.EMPTY.withMessage(1, current.message());
        return next.map(key -> message.withMessage(2, key.message()))
                .orElse(message)
                .toBytes();
    }
}
