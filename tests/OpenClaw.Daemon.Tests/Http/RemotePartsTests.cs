using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon.Http.OpenAi;
using OpenClaw.Tools.Web;

namespace OpenClaw.Daemon.Tests.Http;

/// <summary>Pictures and files by address, from a server on this machine that these tests count as public.</summary>
public sealed class RemotePartsTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private readonly PublicDownload _download = new(TimeProvider.System, IPAddress.IsLoopback);
    private int _reached;

    public RemotePartsTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(context =>
        {
            _reached++;
            context.Response.ContentType = context.Request.Path == "/text" ? "text/plain; charset=utf-8" : "image/png";
            return context.Response.WriteAsync("abc");
        });
    }

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync()
    {
        _download.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_named_by_address_stands_in_the_request_as_a_data_URL()
    {
        var address = _server.Urls.First();
        using var body = JsonDocument.Parse($$$"""
            {"input":[{"role":"user","content":[
              {"type":"input_text","text":"look"},{"type":"input_image","image_url":"{{{address}}}/picture"},
              {"type":"image_url","image_url":{"url":"{{{address}}}/picture"}},{"type":"input_file","filename":"a.txt","file_url":"{{{address}}}/text"}]}]}
            """);

        var (whole, problem) = await RemoteParts.EmbedAsync(body.RootElement, Settings, _download, CancellationToken.None);
        var read = OpenAiRequest.TryReadResponse(whole!.RootElement, Settings, out var request, out var error);
        var (none, _) = await RemoteParts.EmbedAsync(body.RootElement, new OpenAiEndpointBlock(), _download, CancellationToken.None);

        Assert.Null(problem);
        Assert.True(read, error);
        Assert.Null(none);
        Assert.Equal(3, _reached);
        Assert.Equal("data:image/png;base64,YWJj", whole.RootElement.GetProperty("input")[0].GetProperty("content")[1].GetProperty("image_url").GetString());
        Assert.Contains("[a.txt]", whole.RootElement.GetRawText() + string.Concat(request!.Conversation.ToInput(sessionGoesOn: false)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_are_refused()
    {
        using var body = JsonDocument.Parse($$"""{"input":[{"role":"user","content":[{{string.Join(',', Enumerable.Repeat($$"""{"type":"input_image","image_url":"{{_server.Urls.First()}}/"}""", 3))}}]}]}""");

        var (_, problem) = await RemoteParts.EmbedAsync(body.RootElement, Settings with { MaxUrlParts = 2 }, _download, CancellationToken.None);

        Assert.Equal(("more than 2 parts are named by address", 2), (problem, _reached));
    }

    private static OpenAiEndpointBlock Settings => new() { AllowImageUrls = true, AllowFileUrls = true };
}
