using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Daemon.Http.OpenAi;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Daemon.Http.ToolsInvoke;

/// <summary><c>POST /tools/invoke</c>: calls one tool as an agent's run would, under the policy of its session and <see cref="HttpToolPolicy"/>.</summary>
/// <param name="services">What the doors share.</param>
/// <param name="tools">The host of the agents' tools.</param>
internal sealed class ToolsInvokeDoor(DoorServices services, IToolHost tools)
{
    /// <summary>Where it listens.</summary>
    public const string Path = "/tools/invoke";

    private const int MaxBodyBytes = 2 * 1024 * 1024;

    // Tools take files, processes and memory; more at once are refused.
    private const int MaxAtOnce = 32;
    private static readonly SemaphoreSlim s_places = new(MaxAtOnce);

    /// <summary>Serves one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!await services.AdmitAsync(context, Scope.Write, HttpMethods.Post))
        {
            return;
        }

        using var body = await JsonBody.ReadObjectAsync(context, MaxBodyBytes);
        if (body is null)
        {
            return;
        }

        var request = body.RootElement;
        if (ContentParts.Text(request, "tool")?.Trim() is not { Length: > 0 } name)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "invalid_request", "tool is required");
            return;
        }

        if (request.TryGetProperty("args", out var args) && args.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "invalid_request", "args must be an object");
            return;
        }

        if (!TryResolve(ContentParts.Text(request, "sessionKey"), out var key, out var error))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "invalid_request", error!);
            return;
        }

        var call = SessionChoice.NewId();
        var who = new ToolContext(key, $"http-{call}", RunId.Parse($"tool-{call}"));
        var tool = tools.ToolsOf(who).FirstOrDefault(offered => string.Equals(offered.Tool.Name, name, StringComparison.OrdinalIgnoreCase));
        if (tool is null || !HttpToolPolicy.Allows(tool.Tool.Name, services.Configuration().Value.Gateway.Tools))
        {
            await FailAsync(context, StatusCodes.Status404NotFound, "not_found", $"Tool not available: {ContentParts.Shorten(name)}");
            return;
        }

        var invocation = new ToolInvocation(call, tool.Tool.Name, Arguments(args, ContentParts.Text(request, "action")));
        if (request.TryGetProperty("dryRun", out var dryRun) && dryRun.ValueKind == JsonValueKind.True)
        {
            await DryRunAsync(context, invocation);
        }
        else
        {
            await InvokeAsync(context, who, invocation);
        }
    }

    private bool TryResolve(string? sessionKey, out SessionKey key, out string? error) =>
        services.Runs.Agents.TryResolve(sessionKey is null or "main" ? null : sessionKey, null, out key, out error);

    private async Task InvokeAsync(HttpContext context, ToolContext who, ToolInvocation invocation)
    {
        if (!await s_places.WaitAsync(0, context.RequestAborted))
        {
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status429TooManyRequests, "rate_limited", $"{MaxAtOnce} tools run already", TimeSpan.FromSeconds(1));
            return;
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.Stopping);
        try
        {
            var result = await tools.InvokeAsync(who, invocation, cancel.Token);
            await (result.IsError
                ? FailAsync(context, StatusCodes.Status500InternalServerError, "tool_error", TextOf(result))
                : JsonAnswers.WriteAsync(context, StatusCodes.Status200OK, writer => WriteResult(writer, result)));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await FailAsync(context, StatusCodes.Status503ServiceUnavailable, "unavailable", "The gateway is stopping");
            }
        }
        finally
        {
            s_places.Release();
        }
    }

    private static Task DryRunAsync(HttpContext context, ToolInvocation invocation) => JsonAnswers.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok"u8, true);
        writer.WriteStartObject("result"u8);
        writer.WriteBoolean("dryRun"u8, true);
        writer.WriteString("tool"u8, invocation.Name);
        writer.WritePropertyName("args"u8);
        writer.WriteRawValue(invocation.ArgumentsJson);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>The arguments as the tool gets them; <c>action</c> is one of them for tools that do several things.</summary>
    private static string Arguments(JsonElement args, string? action)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (action is not null && !(args.ValueKind == JsonValueKind.Object && args.TryGetProperty("action", out _)))
            {
                writer.WriteString("action"u8, action);
            }

            if (args.ValueKind == JsonValueKind.Object)
            {
                foreach (var argument in args.EnumerateObject())
                {
                    argument.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteResult(Utf8JsonWriter writer, ToolResult result)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok"u8, true);
        writer.WriteStartObject("result"u8);
        writer.WriteStartArray("content"u8);
        foreach (var part in result.Content)
        {
            switch (part)
            {
                case MessageContent.Text text:
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "text"u8);
                    writer.WriteString("text"u8, text.Value);
                    writer.WriteEndObject();
                    break;
                case MessageContent.Image image:
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "image"u8);
                    writer.WriteString("mimeType"u8, image.MimeType);
                    writer.WriteBase64String("data"u8, image.Data.Span);
                    writer.WriteEndObject();
                    break;
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string TextOf(ToolResult result) => string.Join('\n', result.Content.OfType<MessageContent.Text>().Select(static part => part.Value));

    private static Task FailAsync(HttpContext context, int status, string type, string message) => JsonAnswers.WriteAsync(context, status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok"u8, false);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, type);
        writer.WriteString("message"u8, message);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
