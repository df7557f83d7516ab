using System.Text.Json;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Gateway.RunCalls;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Writes one answer in the shape of one of OpenAI's interfaces.</summary>
internal interface IAnswerFormat
{
    /// <summary>The whole answer at once.</summary>
    void WriteWhole(Utf8JsonWriter writer, RunEnd end);

    /// <summary>The events before the first word.</summary>
    Task BeginAsync(EventStream stream);

    /// <summary>More of the answer.</summary>
    Task DeltaAsync(EventStream stream, string text);

    /// <summary>The events after the last word.</summary>
    Task EndAsync(EventStream stream, RunEnd end);

    /// <summary>The run failed after the stream had begun.</summary>
    Task FailAsync(EventStream stream, RunFailureStatus failure, string message);
}
