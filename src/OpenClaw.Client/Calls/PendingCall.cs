using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>A request that waits for its answer, or for its two answers.</summary>
/// <remarks>
/// A two-stage method answers twice under one id: first <c>status: "accepted"</c>, later the outcome. A repeat with a
/// known idempotency key answers once, with the outcome alone; then both stages complete with it.
/// </remarks>
internal sealed class PendingCall(string method, bool isTwoStage)
{
    private readonly TaskCompletionSource<JsonElement> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<JsonElement> _final = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Method => method;

    /// <summary>The first answer of a two-stage method.</summary>
    public Task<JsonElement> Accepted => _accepted.Task;

    /// <summary>The last answer.</summary>
    public Task<JsonElement> Final => _final.Task;

    /// <summary>Takes an answer; true when the request is finished and can be forgotten.</summary>
    public bool Answer(bool ok, JsonElement body)
    {
        if (!ok)
        {
            Fail(new GatewayErrorException(method, body));
            return true;
        }

        if (isTwoStage && !_accepted.Task.IsCompleted && body.String("status") == "accepted")
        {
            _accepted.TrySetResult(body);
            return false;
        }

        _accepted.TrySetResult(body);
        _final.TrySetResult(body);
        return true;
    }

    public void Fail(Exception cause)
    {
        _accepted.TrySetException(cause);
        _final.TrySetException(cause);
        // Whoever gave up on the call leaves these unobserved, on purpose.
        _ = _accepted.Task.Exception;
        _ = _final.Task.Exception;
    }
}
