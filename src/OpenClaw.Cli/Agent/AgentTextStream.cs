using System.Text;
using OpenClaw.Client;

namespace OpenClaw.Cli.Agent;

/// <summary>Follows one run's text and copies it to a terminal as it comes.</summary>
/// <param name="events">The connection's <c>agent</c> events, of every run.</param>
/// <param name="runId">The run to follow.</param>
/// <param name="output">Where to copy the text; null only waits.</param>
internal sealed class AgentTextStream(EventSubscription events, string runId, TextWriter? output)
{
    private readonly StringBuilder _written = new();

    /// <summary>What was copied so far.</summary>
    public string Written => _written.ToString();

    /// <summary>Copies until the run's final answer is there, then what is still buffered.</summary>
    /// <exception cref="TimeoutException">The final answer did not come in time.</exception>
    public async Task CopyUntilAsync(Task completion, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var copying = CopyAsync(stop.Token);
        try
        {
            await completion.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await copying.ConfigureAwait(false);
        }

        while (events.TryRead(out var late))
            Copy(late!);
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var received in events.WithCancellation(cancellationToken).ConfigureAwait(false))
                Copy(received);
        }
        catch (OperationCanceledException)
        {
            // The final answer is there: it follows the events on the same connection.
        }
        catch (EventOverflowException)
        {
            // A terminal this slow is better served by the final text than by a text with holes.
            _written.Clear();
        }
    }

    private void Copy(GatewayEvent received)
    {
        if (output is null || received.Payload.String("runId") != runId || received.Payload.String("stream") != "assistant")
            return;
        var delta = received.Payload.Property("data").String("delta");
        if (string.IsNullOrEmpty(delta))
            return;
        _written.Append(delta);
        output.Write(delta);
        output.Flush();
    }
}
