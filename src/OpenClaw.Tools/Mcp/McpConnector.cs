using System.Collections.Immutable;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Mcp;
using OpenClaw.Tools.Exec;

namespace OpenClaw.Tools.Mcp;

/// <summary>Connects to MCP servers with the protocol's own package.</summary>
/// <param name="secretVariables">Variables of the gateway's environment that servers do not get besides those that look like secrets.</param>
public sealed class McpConnector(IReadOnlySet<string> secretVariables) : IMcpConnector
{
    private const int MaxTools = 256;

    /// <inheritdoc/>
    public async Task<IMcpConnection> ConnectAsync(McpServer server, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(server.ConnectTimeout);
        McpClient? client = null;
        try
        {
            client = await McpClient.CreateAsync(
                TransportOf(server),
                new McpClientOptions { ClientInfo = new Implementation { Name = "openclaw-gateway", Version = "1.0" }, InitializationTimeout = server.ConnectTimeout },
                cancellationToken: limit.Token);
            var tools = await client.ListToolsAsync(cancellationToken: limit.Token);
            var connection = new McpConnection(client, [.. tools.Take(MaxTools).Select(Definition)]);
            client = null;
            return connection;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new McpUnavailableException($"did not answer within {server.ConnectTimeout.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new McpUnavailableException(exception.Message, exception);
        }
        finally
        {
            if (client is not null)
            {
                await client.DisposeAsync();
            }
        }
    }

    private IClientTransport TransportOf(McpServer server)
    {
        if (server.Url is { } url)
        {
            return new HttpClientTransport(new HttpClientTransportOptions
            {
                Name = server.Name,
                Endpoint = url,
                AdditionalHeaders = server.Headers.ToDictionary(),
                ConnectionTimeout = server.ConnectTimeout,
            });
        }

        var environment = CommandEnvironment.For(CommandEnvironment.Own(), secretVariables, server.Environment);
        return new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = server.Name,
            Command = server.Command ?? throw new McpUnavailableException("has neither a command nor an address"),
            Arguments = [.. server.Arguments],
            WorkingDirectory = server.WorkingDirectory,
            InheritEnvironmentVariables = false,
            EnvironmentVariables = environment.ToDictionary(static variable => variable.Key, static variable => (string?)variable.Value),
            ShutdownTimeout = TimeSpan.FromSeconds(2),
        });
    }

    private static ToolDefinition Definition(McpClientTool tool) => new(
        new ModelTool(tool.Name, tool.Description ?? "", tool.JsonSchema.GetRawText()),
        IsRepeatable: tool.ProtocolTool.Annotations is { ReadOnlyHint: true } or { IdempotentHint: true },
        ToolGroups.Mcp);
}

/// <summary>A server that is there.</summary>
internal sealed class McpConnection : IMcpConnection
{
    private const int MaxChars = 100_000;
    private const int MaxImageBytes = 5 * 1024 * 1024;

    private readonly McpClient _client;

    public McpConnection(McpClient client, ImmutableArray<ToolDefinition> tools)
    {
        _client = client;
        Tools = tools;
        Closed = client.Completion.ContinueWith(static ended => Describe(ended), TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> Tools { get; }

    /// <inheritdoc/>
    public Task<string> Closed { get; }

    /// <inheritdoc/>
    public async Task<ToolResult> CallAsync(string tool, string argumentsJson, CancellationToken cancel)
    {
        Dictionary<string, JsonElement> arguments;
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(argumentsJson) ? "{}" : argumentsJson, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return ToolResult.Error("The arguments must be a JSON object.");
            }

            arguments = document.RootElement.EnumerateObject().GroupBy(static member => member.Name).ToDictionary(static group => group.Key, static group => group.Last().Value.Clone());
        }
        catch (JsonException)
        {
            return ToolResult.Error("The arguments are not valid JSON.");
        }

        try
        {
            return ResultOf(await _client.CallToolAsync(new CallToolRequestParams { Name = tool, Arguments = arguments }, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return ToolResult.Error($"The server failed: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static ToolResult ResultOf(CallToolResult result)
    {
        var content = ImmutableArray.CreateBuilder<MessageContent>(result.Content.Count);
        foreach (var block in result.Content)
        {
            content.Add(block switch
            {
                TextContentBlock text => Text(text.Text),
                ImageContentBlock image when image.DecodedData.Length <= MaxImageBytes => new MessageContent.Image(image.MimeType, image.DecodedData),
                EmbeddedResourceBlock { Resource: TextResourceContents resource } => Text(resource.Text),
                ResourceLinkBlock link => Text($"[Resource {link.Name}: {link.Uri}]"),
                _ => Text($"[{block.Type}: this kind of content is not shown]"),
            });
        }

        if (content.Count == 0)
        {
            content.Add(Text(result.StructuredContent is { } structured ? structured.ToString()! : "[No content]"));
        }

        return new ToolResult(content.DrainToImmutable(), result.IsError == true);
    }

    private static MessageContent.Text Text(string text) => new(text.Length <= MaxChars ? text : $"{text[..MaxChars]}\n[{text.Length - MaxChars} more characters were left out]");

    private static string Describe(Task ended) => ended.Exception?.InnerException?.Message ?? "the connection ended";
}
