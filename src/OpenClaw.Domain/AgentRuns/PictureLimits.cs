namespace OpenClaw.Domain.AgentRuns;

/// <summary>How large pictures may be: each goes into the journal, and to whoever waits for the run.</summary>
public static class PictureLimits
{
    /// <summary>Largest picture in bytes, in a message or in an answer.</summary>
    public const int MaxBytes = 5_000_000;

    /// <summary>Pictures of one message, or of one run's answers, at most.</summary>
    public const int MaxCount = 20;

    /// <summary>All pictures that one run's answers hold, in bytes: in base64 they have to fit into a frame along with the text.</summary>
    public const int MaxRunBytes = 10_000_000;
}
