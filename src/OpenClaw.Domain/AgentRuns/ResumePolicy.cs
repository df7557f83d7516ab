namespace OpenClaw.Domain.AgentRuns;

/// <summary>When a run that a stop of the gateway cut off goes on, and when it is given up as what may bring the gateway down.</summary>
/// <remarks>
/// A run that is merely unlucky goes on at once, twice. One that got nowhere even then pauses first, twice as long each time: whatever else was cut off gets that long to get
/// somewhere without it, and a gateway that is stopped again meanwhile does not count against a run that only waited. So what is given up in the end went alone, or nearly so.
/// </remarks>
/// <param name="MaxResumes">Resumptions without progress after which it is given up, at least 1.</param>
/// <param name="FirstPause">Before the third resumption; there is none before the first two.</param>
/// <param name="LongestPause">No pause is longer.</param>
public sealed record ResumePolicy(int MaxResumes, TimeSpan FirstPause, TimeSpan LongestPause)
{
    private const int AtOnce = 2;

    /// <summary>Twice at once, then after 1, 2, 4 and 8 s; then no more.</summary>
    public static ResumePolicy Default { get; } = new(6, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));

    /// <summary>How long after the gateway's start a run goes on; null when it is given up.</summary>
    /// <param name="failed">Resumptions since it last got anywhere.</param>
    public TimeSpan? PauseAfter(int failed)
    {
        if (failed >= MaxResumes)
        {
            return null;
        }

        if (failed < AtOnce)
        {
            return TimeSpan.Zero;
        }

        var pause = FirstPause * Math.Pow(2, failed - AtOnce);
        return pause < LongestPause ? pause : LongestPause;
    }
}
