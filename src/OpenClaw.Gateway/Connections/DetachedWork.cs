using Microsoft.Extensions.Logging;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>Answers requests with work that no actor waits for, such as reading the disk or the database.</summary>
/// <remarks>However the work ends, the request is answered: nobody sees what a task throws that nobody awaits.</remarks>
public static partial class DetachedWork
{
    /// <summary>Begins the work on a thread of the pool and returns at once. The work must touch no actor's state.</summary>
    /// <param name="replyTo">The request.</param>
    /// <param name="log">Hears of failures.</param>
    /// <param name="problem">What a failure means to the client, such as <c>the skills cannot be read</c>.</param>
    /// <param name="work">Does it, and answers the request.</param>
    public static void Detach(this ReplyTo replyTo, ILogger log, string problem, Func<Task> work) => _ = RunAsync(replyTo, log, problem, work);

    private static async Task RunAsync(ReplyTo replyTo, ILogger log, string problem, Func<Task> work)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception surroundings) when (surroundings is IOException or UnauthorizedAccessException)
        {
            // The message names the file, and there is nothing of ours to look for in a stack.
            LogRefused(log, problem, surroundings.Message);
            replyTo.Fail(ProtocolError.Unavailable($"{problem}: {surroundings.Message}"));
        }
        catch (Exception failure)
        {
            LogFailed(log, failure, problem);
            replyTo.Fail(ProtocolError.Unavailable(problem, retryable: true, retryAfterMs: 1000));
        }
    }

    [LoggerMessage(EventId = 8020, Level = LogLevel.Warning, Message = "A request is refused, {problem}: {reason}")]
    private static partial void LogRefused(ILogger log, string problem, string reason);

    [LoggerMessage(EventId = 8021, Level = LogLevel.Error, Message = "A request failed: {problem}.")]
    private static partial void LogFailed(ILogger log, Exception failure, string problem);
}
