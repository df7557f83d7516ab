using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Http;

/// <summary>One gateway with its HTTP doors open, for the tests of a class.</summary>
public sealed class DoorFixture : IAsyncLifetime
{
    internal DaemonUnderTest Daemon { get; private set; } = null!;

    /// <summary>A client that holds the gateway's secret.</summary>
    internal HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Daemon = await DaemonUnderTest.StartAsync($$$"""
            {
              gateway: {
                mode: "local",
                auth: { token: "{{{DaemonUnderTest.Token}}}" },
                http: { endpoints: { chatCompletions: { enabled: true, maxBodyBytes: 65536, images: { maxBytes: 16 } }, responses: { enabled: true } } },
              },
              agents: { defaults: { model: { primary: "echo/slow" } }, list: [{ id: "main" }, { id: "ops" }] },
              hooks: {
                enabled: true,
                token: "hook-secret",
                mappings: [
                  { match: { path: "deploy" }, action: "agent", name: "Deploys", messageTemplate: "{{repository.name}}: {{steps[1].state}} ({{missing.value}})" },
                  { match: { path: "note", source: "door" }, action: "wake", wakeMode: "next-heartbeat", textTemplate: "the door says {{text}}" },
                  { match: { path: "quiet" }, action: "wake", textTemplate: "{{text}}" },
                ],
              },
              logging: { file: "/dev/null" },
            }
            """);
        Http = new HttpClient { BaseAddress = Daemon.HttpUrl };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DaemonUnderTest.Token);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Daemon.DisposeAsync();
    }

    internal static StringContent Json(object body) => new(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    internal async Task<(int Status, JsonElement Body)> PostAsync(string path, object body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        using var document = JsonDocument.Parse(isJson ? await response.Content.ReadAsStringAsync() : "null");
        return ((int)response.StatusCode, document.RootElement.Clone());
    }
}
