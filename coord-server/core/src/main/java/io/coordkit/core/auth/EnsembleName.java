package io.coordkit.core.auth;

/** What an auth packet says of the ensemble that its client looks for ({@code EnsembleAuthenticationProvider} of the reference). */
public enum EnsembleName {
    /** Nothing, as it is a proof, or nobody asks here. */
    NOT_ASKED,
    /** It should, and does not; or this ensemble has no name. */
    MISSING,
    /** It calls this ensemble by one of its names. */
    KNOWN,
    /** It means another one, so its client must look elsewhere. */
    OTHER
}
