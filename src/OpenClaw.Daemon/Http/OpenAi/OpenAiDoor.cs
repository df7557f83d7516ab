using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.RunCalls;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Serves one request of OpenAI's interfaces by a run of an agent: accepted means kept, as for any other client.</summary>
/// <remarks>
/// A client that goes away ends its run, streamed or not: that is how clients of these interfaces cancel. When the gateway itself stops, the run is left
/// as it is. The <c>Idempotency-Key</c> header names the run: a request that is sent again gets the answer of the first one.
/// </remarks>
internal sealed class OpenAiDoor(DoorServices services, OpenAiDialect dialect)
{
    // Also how often a silent stream shows that it lives; proxies cut connections that say nothing for a minute.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>Serves the request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!await services.AdmitAsync(context, Scope.Write, HttpMethods.Post))
        {
            return;
        }

        var settings = dialect.SettingsOf(services.Configuration().Value.Gateway.Http);
        using var body = await JsonBody.ReadObjectAsync(context, settings.MaxBodyBytes);
        if (body is null)
        {
            return;
        }

        var (whole, problem) = await RemoteParts.EmbedAsync(body.RootElement, settings, services.Download, context.RequestAborted);
        using var embedded = whole;
        if (problem is not null)
        {
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", problem);
            return;
        }

        if (!dialect.TryRead((embedded ?? body).RootElement, settings, out var request, out var error)
            || !SessionChoice.TryChoose(context, request, dialect.SessionKind, services.Runs.Agents, out var choice, out error)
            || !TryName(context, out var run, out error))
        {
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", error);
            return;
        }

        await RunAsync(context, request, choice, run);
    }

    private async Task RunAsync(HttpContext context, OpenAiRequest request, SessionChoice choice, RunId run)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.Stopping);
        RunCall? started = null;
        try
        {
            var order = new RunOrder(choice.Key, run, request.Conversation.ToInput(choice.GoesOn))
            {
                ExtraSystemPrompt = request.Conversation.ExtraSystemPrompt,
                ClientTools = request.Offered.Tools,
            };
            (started, var refusal) = await services.Runs.StartAsync(order, cancel.Token);
            if (started is null)
            {
                await JsonAnswers.RefusalAsync(context, refusal!.Error);
                return;
            }

            await AnswerAsync(context, dialect.Format(request, choice, services.Time.GetUtcNow()), request.Stream, started, cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            started?.Leave(abort: context.RequestAborted.IsCancellationRequested && !services.Stopping.IsCancellationRequested);
            await SorryAsync(context, "The gateway is stopping; the run goes on when it is back.");
        }
        catch (AskTimeoutException)
        {
            await SorryAsync(context, "The gateway is too busy, or stops.");
        }
        finally
        {
            started?.Leave(abort: false);
        }
    }

    private static async Task AnswerAsync(HttpContext context, IAnswerFormat format, bool streamed, RunCall call, CancellationToken cancellation)
    {
        EventStream? stream = null;
        var said = false;
        while (true)
        {
            switch (await call.NextAsync(s_patience, cancellation))
            {
                case RunStep.Accepted when streamed:
                    stream = await BeginAsync(context, format);
                    break;
                case RunStep.Quiet when stream is not null:
                    await stream.KeepAliveAsync();
                    break;
                case RunStep.Said more when streamed:
                    said = true;
                    stream ??= await BeginAsync(context, format);
                    await format.DeltaAsync(stream, more.Text);
                    break;
                case RunStep.Refused refused when stream is null:
                    await JsonAnswers.RefusalAsync(context, refused.Error);
                    return;
                case RunStep.Refused refused:
                    await format.FailAsync(stream, RunFailureStatus.Refused, refused.Error.Message);
                    await stream.DoneAsync();
                    return;
                case RunStep.Ended { End: { IsOk: false } end } when stream is null:
                    // A run is not repeated behind the user's back: it may have done things.
                    context.Response.Headers["x-should-retry"] = "false";
                    var failure = RunFailureStatus.Of(end);
                    await JsonAnswers.ErrorAsync(context, failure.Status, failure.Type, end.Error!, end.Failure?.RetryAfter, failure.Code);
                    return;
                case RunStep.Ended { End: { IsOk: false } end }:
                    await format.FailAsync(stream, RunFailureStatus.Of(end), end.Error!);
                    await stream.DoneAsync();
                    return;
                case RunStep.Ended { End: var end } when !streamed:
                    await JsonAnswers.WriteAsync(context, StatusCodes.Status200OK, writer => format.WriteWhole(writer, end));
                    return;
                case RunStep.Ended { End: var end }:
                    stream ??= await BeginAsync(context, format);
                    if (!said && end.Text.Length > 0)
                    {
                        // A run that had ended before: all of its answer comes at once.
                        await format.DeltaAsync(stream, end.Text);
                    }

                    await format.EndAsync(stream, end);
                    await stream.DoneAsync();
                    return;
            }
        }
    }

    private static async Task<EventStream> BeginAsync(HttpContext context, IAnswerFormat format)
    {
        var stream = await EventStream.BeginAsync(context);
        await format.BeginAsync(stream);
        return stream;
    }

    private bool TryName(HttpContext context, out RunId run, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (HttpCaller.Header(context, "Idempotency-Key") is not { } key)
        {
            run = RunId.Parse($"{dialect.SessionKind}-{SessionChoice.NewId()}");
            return true;
        }

        if (RunId.TryParse($"http-{key}", out run))
        {
            return true;
        }

        error = "Idempotency-Key has control characters or more than 250 characters";
        return false;
    }

    private static Task SorryAsync(HttpContext context, string message) => context.Response.HasStarted || context.RequestAborted.IsCancellationRequested
        ? Task.CompletedTask
        : JsonAnswers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "unavailable", message, TimeSpan.FromSeconds(1));
}
