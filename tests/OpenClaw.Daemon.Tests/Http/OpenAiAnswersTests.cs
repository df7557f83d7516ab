using System.Net.Http.Headers;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Http;

/// <summary>What a client of OpenAI's interfaces gets of a model that does more than talk.</summary>
public sealed class OpenAiAnswersTests : IAsyncLifetime
{
    private const string Chat = "/v1/chat/completions";
    private const string Responses = "/v1/responses";

    private OrderedModelServer _model = null!;
    private DaemonUnderTest _gateway = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _model = await OrderedModelServer.StartAsync();
        _gateway = await DaemonUnderTest.StartAsync($$"""
            {
              gateway: {
                mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" },
                http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } },
              },
              models: { providers: { ordered: { baseUrl: "{{_model.BaseUrl}}", api: "openai-completions", apiKey: "k", models: [{ id: "m" }] } } },
              agents: { defaults: { model: { primary: "ordered/m" } } },
            }
            """);
        _http = new HttpClient { BaseAddress = _gateway.HttpUrl };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DaemonUnderTest.Token);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_of_the_model_is_where_clients_look_for_it()
    {
        var chat = await WholeAsync(Chat, "draw");
        var response = await WholeAsync(Responses, "draw");

        var message = chat.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal("Here: ", message.GetProperty("content").GetString());
        Assert.Equal(
            $"data:image/png;base64,{OrderedModelServer.PictureBase64}", Assert.Single(message.GetProperty("images").EnumerateArray()).GetProperty("image_url").GetProperty("url").GetString());
        Assert.Equal(["message", "image_generation_call"], response.GetProperty("output").EnumerateArray().Select(static item => item.GetProperty("type").GetString()));
        Assert.Equal(OrderedModelServer.PictureBase64, response.GetProperty("output")[1].GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_picture_of_the_model_is_part_of_the_stream()
    {
        var chunks = await StreamAsync(Chat, "draw");
        var events = await StreamAsync(Responses, "draw");

        Assert.Single(chunks, static chunk => chunk.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("images", out _));
        var item = Assert.Single(events, static e => e.GetProperty("type").GetString() == "response.output_item.done" && e.GetProperty("output_index").GetInt32() == 1).GetProperty("item");
        Assert.Equal(("image_generation_call", OrderedModelServer.PictureBase64), (item.GetProperty("type").GetString(), item.GetProperty("result").GetString()));
    }

    [Theory]
    [InlineData("status 429", 429, "rate_limit_exceeded", "3600")]
    [InlineData("status 503", 503, "model_unavailable", "3600")]
    [InlineData("status 504", 504, "model_timeout", "3600")]
    [InlineData("status 400", 502, "model_refused_request", null)]
    [InlineData("status 401", 502, "model_refused_key", null)]
    [InlineData("break off", 502, "model_answered_badly", null)]
    public async Task A_run_that_failed_because_of_its_model_says_so_by_its_status(string order, int status, string code, string? retryAfter)
    {
        foreach (var path in new[] { Chat, Responses })
        {
            using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), DoorFixture.Json(BodyOf(path, order, streamed: false)));
            var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
            var last = (await StreamAsync(path, order))[^1];
            var told = path == Chat ? last.GetProperty("error") : last.GetProperty("response").GetProperty("error");

            Assert.Equal((status, code), ((int)response.StatusCode, error.GetProperty("code").GetString()));
            Assert.Equal(retryAfter, response.Headers.TryGetValues("Retry-After", out var after) ? after.Single() : null);
            Assert.Equal("false", response.Headers.GetValues("x-should-retry").Single());
            Assert.Equal((code, error.GetProperty("message").GetString()), (told.GetProperty("code").GetString(), told.GetProperty("message").GetString()));
        }
    }

    private static object BodyOf(string path, string order, bool streamed) =>
        path == Chat ? new { model = "openclaw", stream = streamed, messages = new[] { new { role = "user", content = order } } } : new { model = "openclaw", stream = streamed, input = order };

    private async Task<JsonElement> WholeAsync(string path, string order)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), DoorFixture.Json(BodyOf(path, order, streamed: false)));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private async Task<IReadOnlyList<JsonElement>> StreamAsync(string path, string order)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), DoorFixture.Json(BodyOf(path, order, streamed: true)));
        return
        [
            .. (await response.Content.ReadAsStringAsync()).Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(static line => JsonDocument.Parse(line["data: ".Length..]).RootElement),
        ];
    }
}
