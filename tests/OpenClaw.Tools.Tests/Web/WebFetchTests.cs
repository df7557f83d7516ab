using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Tools;
using OpenClaw.Tools.Web;

namespace OpenClaw.Tools.Tests.Web;

/// <summary>Fetching from a server on 127.0.0.1, which these tests count as public, while 127.0.0.2 stays private.</summary>
public sealed class WebFetchTests : ToolFixture, IAsyncLifetime
{
    private readonly WebApplication _server;
    private int _reached;
    private string _address = "";

    public WebFetchTests()
    {
        Host = new ToolBox([new WebFetchTool(TimeProvider.System, address => address.Equals(IPAddress.Loopback) || PublicAddress.IsPublic(address))], _ => Options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Urls.Add("http://127.0.0.2:0");
        _server.Run(ServeAsync);
    }

    internal override IToolHost Host { get; }

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_page_becomes_text_with_headings_lists_and_links()
    {
        var text = await OkAsync("web_fetch", $$"""{"url":"{{_address}}/page"}""");
        Assert.Contains("# Title", text, StringComparison.Ordinal);
        Assert.Contains("## Head", text, StringComparison.Ordinal);
        Assert.Contains("- one\n", text, StringComparison.Ordinal);
        Assert.Contains($"[a link]({_address}/x)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", text, StringComparison.Ordinal);
        Assert.DoesNotContain("menu", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://localhost.localdomain.invalid/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2130706434/")]
    [InlineData("http://0x7f000002/")]
    [InlineData("http://0177.0.0.2/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:pass@127.0.0.1/")]
    [InlineData("not a url")]
    public async Task What_is_not_public_is_not_fetched(string url)
    {
        await RefusedAsync("web_fetch", $$"""{"url":"{{url}}"}""");
        Assert.Equal(0, _reached);
    }

    [Fact]
    public async Task A_redirect_into_the_private_net_is_judged_like_a_first_address()
    {
        Assert.Contains("not a public address", await RefusedAsync("web_fetch", $$"""{"url":"{{_address}}/to-private"}"""), StringComparison.Ordinal);
        Assert.Contains("Only http and https", await RefusedAsync("web_fetch", $$"""{"url":"{{_address}}/to-file"}"""), StringComparison.Ordinal);
        Assert.Contains("redirected more than", await RefusedAsync("web_fetch", $$"""{"url":"{{_address}}/to-itself"}"""), StringComparison.Ordinal);
        Assert.Contains("plain", await OkAsync("web_fetch", $$"""{"url":"{{_address}}/to-plain"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Size_and_kind_are_bounded()
    {
        var text = await OkAsync("web_fetch", $$"""{"url":"{{_address}}/endless","maxChars":1000}""");
        Assert.InRange(text.Length, 1000, 1200);
        Assert.EndsWith("left out.]", text, StringComparison.Ordinal);
        Assert.Contains("is no text", await RefusedAsync("web_fetch", $$"""{"url":"{{_address}}/binary"}"""), StringComparison.Ordinal);
        Assert.StartsWith("[404", await RefusedAsync("web_fetch", $$"""{"url":"{{_address}}/nothing"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_request_names_is_fetched_under_the_same_rules()
    {
        using var download = new PublicDownload(TimeProvider.System, address => address.Equals(IPAddress.Loopback) || PublicAddress.IsPublic(address));

        var (file, _) = await download.GetAsync($"{_address}/to-plain", 100, CancellationToken.None);
        var problems = new List<string?>();
        foreach (var url in (string[])[$"{_address}/to-private", $"{_address}/to-file", $"{_address}/to-itself", $"{_address}/endless", $"{_address}/nothing", "http://127.0.0.2/", "x"])
        {
            problems.Add((await download.GetAsync(url, 1000, CancellationToken.None)).Problem);
        }

        Assert.Equal(("text/plain", "plain"), (file!.Type, Encoding.UTF8.GetString(file.Data.Span)));
        Assert.Collection(
            problems,
            static problem => Assert.Contains("not a public address", problem, StringComparison.Ordinal),
            static problem => Assert.Contains("Only http and https", problem, StringComparison.Ordinal),
            static problem => Assert.Contains("redirected more than", problem, StringComparison.Ordinal),
            static problem => Assert.Contains("larger than 1000 bytes", problem, StringComparison.Ordinal),
            static problem => Assert.Contains("answered 404", problem, StringComparison.Ordinal),
            static problem => Assert.Contains("not a public address", problem, StringComparison.Ordinal),
            static problem => Assert.Contains("absolute address", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("cut")]
    public async Task An_answer_that_breaks_is_no_failure_of_the_tool(string page)
    {
        using var download = new PublicDownload(TimeProvider.System, static address => address.Equals(IPAddress.Loopback));

        Assert.Contains("could not be fetched", await RefusedAsync("web_fetch", $$"""{"url":"{{_address}}/{{page}}"}"""), StringComparison.Ordinal);
        Assert.Equal("the address could not be reached", (await download.GetAsync($"{_address}/{page}", 10_000, CancellationToken.None)).Problem);
    }

    [Fact]
    public async Task A_page_of_a_hundred_thousand_nested_elements_is_survived() =>
        Assert.Contains("[200", await OkAsync("web_fetch", $$"""{"url":"{{_address}}/deep"}"""), StringComparison.Ordinal);

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _reached);
        var response = context.Response;
        switch (context.Request.Path.Value)
        {
            case "/page":
                response.ContentType = "text/html; charset=utf-8";
                await response.WriteAsync("<html><head><title>Title</title><script>alert(1)</script></head><body><nav>menu</nav><h2>Head</h2><p>A  text\nwith <a href='/x'>a link</a>.</p><ul><li>one</li><li>two</li></ul></body></html>");
                break;
            case "/damaged":
                response.ContentType = "text/plain";
                response.Headers.ContentEncoding = "gzip";
                await response.WriteAsync("this is no gzip");
                break;
            case "/cut":
                response.ContentType = "text/plain";
                response.ContentLength = 1000;
                await response.WriteAsync("half");
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case "/deep":
                response.ContentType = "text/html";
                await response.WriteAsync(new StringBuilder().Insert(0, "<div>", 100_000).Append("deep").ToString());
                break;
            case "/plain":
                response.ContentType = "text/plain";
                await response.WriteAsync("plain");
                break;
            case "/endless":
                response.ContentType = "text/plain";
                var block = new byte[64 * 1024];
                Array.Fill(block, (byte)'x');
                for (var i = 0; i < 1000 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await response.Body.WriteAsync(block, context.RequestAborted);
                }

                break;
            case "/binary":
                response.ContentType = "application/octet-stream";
                await response.WriteAsync("x");
                break;
            case "/to-private":
                response.Redirect(_address.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal));
                break;
            case "/to-file":
                response.Headers.Location = "file:///etc/passwd";
                response.StatusCode = 302;
                break;
            case "/to-itself":
                response.Redirect("/to-itself");
                break;
            case "/to-plain":
                response.Redirect("/plain");
                break;
            default:
                response.StatusCode = 404;
                response.ContentType = "text/plain";
                await response.WriteAsync("nothing here");
                break;
        }
    }
}
