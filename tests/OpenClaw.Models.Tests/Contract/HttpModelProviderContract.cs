using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models.Tests.Endpoints;

namespace OpenClaw.Models.Tests.Contract;

/// <summary>What a provider behind HTTP promises when its endpoint misbehaves.</summary>
public abstract class HttpModelProviderContract : ModelProviderContract
{
    protected const string Key = "sk-test-0123456789";

    private ScriptedEndpoint _endpoint = null!;

    /// <summary>The dialect's frames.</summary>
    protected abstract IModelDialect Dialect { get; }

    protected override string Model => "test-model";

    public override async Task InitializeAsync() => _endpoint = await ScriptedEndpoint.StartAsync();

    public override async Task DisposeAsync() => await _endpoint.DisposeAsync();

    protected override IModelProvider Answering() => Provider(async context =>
    {
        await Dialect.BeginAsync(context);
        foreach (var word in new[] { "one", " two", " three" })
        {
            await Dialect.TextAsync(context, word);
        }

        await Dialect.EndAsync(context, inputTokens: 12, outputTokens: 3);
    });

    protected override IModelProvider SilentAfterTheFirstWord() => Provider(async context =>
    {
        await Dialect.BeginAsync(context);
        await Dialect.TextAsync(context, "one");
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    });

    [Fact]
    public async Task Tokens_are_counted_as_the_provider_says()
    {
        var events = await ReadAsync(Answering().StreamAsync(Question("go"), Deadline));

        var usage = Assert.Single(events.OfType<ModelEvent.Usage>());
        Assert.Equal(new ModelUsage(12, 3), usage.Tokens);
        Assert.Equal("one two three", Text(events));
    }

    [Fact]
    public async Task The_conversation_the_model_and_the_key_are_sent()
    {
        JsonElement body = default;
        string? sentKey = null;
        var provider = Provider(async context =>
        {
            body = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
            sentKey = Dialect.KeyOf(context);
            await Dialect.BeginAsync(context);
            await Dialect.TextAsync(context, "ok");
            await Dialect.EndAsync(context, 1, 1);
        });

        await ReadAsync(provider.StreamAsync(Question("what now?"), Deadline));

        Assert.Equal(Key, sentKey);
        Assert.Equal("test-model", body.GetProperty("model").GetString());
        Assert.True(body.GetProperty("stream").GetBoolean());
        var json = body.GetRawText();
        Assert.All(["be brief", "earlier", "yes", "what now?"], text => Assert.Contains(text, json, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_goes_along_with_its_text()
    {
        var json = "";
        var provider = Provider(async context =>
        {
            json = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement.GetRawText();
            await Dialect.BeginAsync(context);
            await Dialect.TextAsync(context, "a cat");
            await Dialect.EndAsync(context, 1, 1);
        });
        var question = Question("what is this?") with
        {
            Messages = [new ModelMessage(ModelRole.User, [new MessageContent.Text("what is this?"), new MessageContent.Image("image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 1, 2 })])],
        };

        await ReadAsync(provider.StreamAsync(question, Deadline));

        Assert.Contains("what is this?", json, StringComparison.Ordinal);
        Assert.Contains("image/png", json, StringComparison.Ordinal);
        Assert.Contains("iVBORwEC", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_effort_to_think_is_sent_and_none_where_none_is_asked_for()
    {
        var (silent, _) = await SentAsync(Question("hi"));
        var (asked, _) = await SentAsync(Question("hi") with { Thinking = ThinkingEffort.Low });

        Assert.DoesNotContain(Dialect.ThinkingMember, silent, StringComparison.Ordinal);
        Assert.Contains(Dialect.ThinkingMember, asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"where":"here"}""")]
    [InlineData("{not json")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task A_conversation_with_tool_calls_is_sent_whatever_their_arguments_look_like(string arguments)
    {
        var question = Question("hi") with
        {
            Messages =
            [
                ModelMessage.OfText(ModelRole.User, "look"),
                new ModelMessage(ModelRole.Assistant, [new MessageContent.Text("I look."), new MessageContent.ToolCall("call-1", "look", arguments)]),
                new ModelMessage(ModelRole.Tool, [new MessageContent.Text("a table")], "call-1"),
            ],
            Tools = [new ModelTool("look", "Looks around.", """{"type":"object"}""")],
        };

        var (json, events) = await SentAsync(question);

        Assert.All(["I look.", "call-1", "a table"], text => Assert.Contains(text, json, StringComparison.Ordinal));
        Assert.IsType<ModelEvent.Completed>(events[^1]);
    }

    [Fact]
    public async Task Without_a_configured_key_no_key_is_sent()
    {
        string? sentKey = "not asked";
        var provider = Provider(
            async context =>
            {
                sentKey = Dialect.KeyOf(context);
                await Dialect.BeginAsync(context);
                await Dialect.TextAsync(context, "ok");
                await Dialect.EndAsync(context, 1, 1);
            },
            key: null);

        await ReadAsync(provider.StreamAsync(Question("hi"), Deadline));

        Assert.Null(sentKey);
    }

    [Fact]
    public async Task A_tool_call_arrives_whole()
    {
        var provider = Provider(async context =>
        {
            await Dialect.BeginAsync(context);
            await Dialect.ToolCallAsync(context, "call-1", "look", "{\"where\":", "\"here\"}");
            await Dialect.EndAsync(context, 1, 1, toolUse: true);
        });
        var question = Question("look around") with
        {
            Tools = [new ModelTool("look", "Looks around.", """{"type":"object","properties":{"where":{"type":"string"}}}""")],
        };

        var events = await ReadAsync(provider.StreamAsync(question, Deadline));

        var call = Assert.Single(events.OfType<ModelEvent.ToolCall>()).Call;
        Assert.Equal(("call-1", "look", "{\"where\":\"here\"}"), (call.Id, call.Name, call.ArgumentsJson));
        Assert.Equal(StopReason.ToolUse, Assert.IsType<ModelEvent.Completed>(events[^1]).Reason);
    }

    [Theory]
    [InlineData("look", "call-1")]
    [InlineData("", "")]
    [InlineData("launch missiles!", "call:1|2")]
    public async Task A_call_that_a_model_made_up_is_told_so_that_the_service_takes_it(string name, string id)
    {
        ImmutableArray<ModelMessage> messages =
        [
            ModelMessage.OfText(ModelRole.User, "go"),
            new ModelMessage(ModelRole.Assistant, [new MessageContent.ToolCall(id, name, "{}")]),
            new ModelMessage(ModelRole.Tool, [new MessageContent.Text("There is no such tool.")], id),
        ];

        var (json, events) = await SentAsync(Question("hi") with { Messages = messages });

        Assert.IsType<ModelEvent.Completed>(events[^1]);
        Assert.DoesNotContain("missiles!", json, StringComparison.Ordinal);
        Assert.DoesNotContain("call:1", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\":\"\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_under_a_good_status_says_what_the_service_says()
    {
        var failure = await FailAsync(context => ScriptedEndpoint.ErrorAsync(context, 200, "the model is loading"));

        Assert.Equal(ModelErrorKind.Unavailable, failure.Kind);
        Assert.Contains("the model is loading", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_key_is_an_auth_failure_that_does_not_show_the_key()
    {
        var failure = await FailAsync(context => ScriptedEndpoint.ErrorAsync(context, 401, $"Incorrect API key provided: {Key}."));

        Assert.Equal(ModelErrorKind.Auth, failure.Kind);
        Assert.Contains("models.providers.test.apiKey", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_carry_the_wait()
    {
        var failure = await FailAsync(context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return ScriptedEndpoint.ErrorAsync(context, 429, "slow down");
        });

        Assert.Equal(ModelErrorKind.RateLimited, failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        Assert.Contains("slow down", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, ModelErrorKind.Unavailable)]
    [InlineData(503, ModelErrorKind.Unavailable)]
    [InlineData(504, ModelErrorKind.Timeout)]
    [InlineData(400, ModelErrorKind.InvalidRequest)]
    [InlineData(404, ModelErrorKind.InvalidRequest)]
    [InlineData(302, ModelErrorKind.InvalidResponse)]
    public async Task A_status_says_what_failed_and_is_tried_once(int status, ModelErrorKind expected)
    {
        var calls = 0;
        var failure = await FailAsync(context =>
        {
            calls++;
            context.Response.Headers.Location = "/elsewhere";
            return ScriptedEndpoint.ErrorAsync(context, status, "no");
        });

        Assert.Equal(expected, failure.Kind);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task An_error_body_that_is_no_JSON_still_gives_a_clear_error()
    {
        var failure = await FailAsync(async context =>
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync("<html>\0Bad gateway</html>");
        });

        Assert.Equal(ModelErrorKind.Unavailable, failure.Kind);
        Assert.DoesNotContain("html", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_in_place_of_an_answer_points_at_the_address()
    {
        var failure = await FailAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>sign in</html>");
        });

        Assert.Equal(ModelErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("baseUrl", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":\n\n")]
    [InlineData("data: 17\n\n")]
    [InlineData("data: [[[[[[[[[[[[\n\n")]
    [InlineData("event: message_start\ndata: {\"type\":\"message_start\"\n\n")]
    [InlineData("\u0000\u0001 not an event stream at all")]
    public async Task Garbage_is_an_invalid_response(string garbage)
    {
        var failure = await FailAsync(async context =>
        {
            await Dialect.BeginAsync(context);
            await context.Response.WriteAsync(garbage);
        });

        Assert.Equal(ModelErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_is_an_invalid_response_after_what_came()
    {
        var got = new List<ModelEvent>();
        var provider = Provider(async context =>
        {
            await Dialect.BeginAsync(context);
            await Dialect.TextAsync(context, "half");
            await _endpoint.WhenReadAsync();
            context.Abort();
        });

        var failure = await Assert.ThrowsAsync<ModelException>(async () =>
        {
            await foreach (var next in provider.StreamAsync(Question("hi"), Deadline))
            {
                got.Add(next);
                _endpoint.MarkRead();
            }
        });

        Assert.Equal(ModelErrorKind.InvalidResponse, failure.Kind);
        Assert.Equal("half", Text(got));
    }

    [Fact]
    public async Task An_answer_that_ends_without_its_end_is_an_invalid_response()
    {
        var failure = await FailAsync(async context =>
        {
            await Dialect.BeginAsync(context);
            await Dialect.TextAsync(context, "half");
        });

        Assert.Equal(ModelErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("before it was complete", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_over_when_it_says_so_though_the_connection_stays_open()
    {
        var provider = Provider(async context =>
        {
            await Dialect.BeginAsync(context);
            await Dialect.TextAsync(context, "all");
            await Dialect.EndAsync(context, 1, 1);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        var events = await ReadAsync(provider.StreamAsync(Question("hi"), Deadline));

        Assert.Equal("all", Text(events));
        Assert.IsType<ModelEvent.Completed>(events[^1]);
    }

    [Fact]
    public async Task A_line_that_no_answer_needs_is_not_collected_up_to_the_limit()
    {
        var failure = await FailAsync(async context =>
        {
            await Dialect.BeginAsync(context);
            var chunk = new byte[1 << 20];
            chunk.AsSpan().Fill((byte)'x');
            await context.Response.WriteAsync("data: ");
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });

        Assert.Equal(ModelErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("a line of the answer is longer than", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public async Task Data_that_is_no_object_is_ignored_or_an_error_that_people_can_read(string data)
    {
        var provider = Provider(async context =>
        {
            await Dialect.BeginAsync(context);
            await context.Response.WriteAsync($"data: {data}\n\n");
            await Dialect.TextAsync(context, "ok");
            await Dialect.EndAsync(context, 1, 1);
        });

        try
        {
            Assert.Equal("ok", Text(await ReadAsync(provider.StreamAsync(Question("hi"), Deadline))));
        }
        catch (ModelException failure)
        {
            Assert.EndsWith("the answer is not in the expected format.", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_speaks_another_protocol_points_at_the_address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync();
        var provider = Provider(static _ => Task.CompletedTask, address: new Uri($"http://{listener.LocalEndpoint}"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => ReadAsync(provider.StreamAsync(Question("hi"), Deadline)));

        Assert.Contains("does not answer in HTTP; check models.providers.", failure.Message, StringComparison.Ordinal);
        await served;

        async Task ServeAsync()
        {
            using var socket = await listener.AcceptSocketAsync(Deadline);
            await socket.ReceiveAsync(new byte[64 << 10], Deadline);
            await socket.SendAsync("SSH-2.0-OpenSSH_9.9\r\n"u8.ToArray(), Deadline);
            socket.Shutdown(SocketShutdown.Send);
        }
    }

    [Fact]
    public async Task Silence_is_a_timeout()
    {
        var failure = await FailAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted),
            ModelCallLimits.Default with { Idle = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(ModelErrorKind.Timeout, failure.Kind);
    }

    [Fact]
    public async Task An_endless_line_is_cut_at_the_limit()
    {
        var failure = await FailAsync(
            async context =>
            {
                await Dialect.BeginAsync(context);
                var chunk = new string('x', 16 << 10);
                await context.Response.WriteAsync("data: ");
                for (var i = 0; i < 64 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await context.Response.WriteAsync(chunk);
                }
            },
            ModelCallLimits.Default with { MaxResponseBytes = 200 << 10 });

        Assert.Equal(ModelErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("longer than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_at_the_limit()
    {
        var failure = await FailAsync(
            async context =>
            {
                await Dialect.BeginAsync(context);
                for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await Dialect.TextAsync(context, "0123456789");
                }

                await Dialect.EndAsync(context, 1, 1);
            },
            ModelCallLimits.Default with { MaxAnswerChars = 100 });

        Assert.Equal(ModelErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("longer than 100", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_unavailable()
    {
        var provider = Provider(static _ => Task.CompletedTask);
        await _endpoint.DisposeAsync();

        var failure = await Assert.ThrowsAsync<ModelException>(() => ReadAsync(provider.StreamAsync(Question("hi"), Deadline)));

        Assert.Equal(ModelErrorKind.Unavailable, failure.Kind);
    }

    /// <summary>Asks, and returns the body that the endpoint got with what it answered.</summary>
    private protected async Task<(string Json, IReadOnlyList<ModelEvent> Events)> SentAsync(ModelRequest request)
    {
        var json = "";
        var provider = Provider(async context =>
        {
            json = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement.GetRawText();
            await Dialect.BeginAsync(context);
            await Dialect.TextAsync(context, "ok");
            await Dialect.EndAsync(context, 1, 1);
        });
        var events = await ReadAsync(provider.StreamAsync(request, Deadline));
        return (json, events);
    }

    private protected async Task<ModelException> FailAsync(RequestDelegate behaviour, ModelCallLimits? limits = null)
    {
        var provider = Provider(behaviour, limits: limits);
        return await Assert.ThrowsAsync<ModelException>(() => ReadAsync(provider.StreamAsync(Question("hi"), Deadline)));
    }

    private protected IModelProvider Provider(RequestDelegate behaviour, string? key = Key, ModelCallLimits? limits = null, Uri? address = null)
    {
        _endpoint.Behaviour = behaviour;
        var options = new ModelProviderOptions("test", Dialect.Api) { BaseUrl = new Uri(address ?? _endpoint.Address, "/v1"), ApiKey = key };
        var catalog = new ModelCatalog(new ModelsOptions { Providers = [options], Limits = limits ?? ModelCallLimits.Default }, TimeProvider.System);
        Assert.True(catalog.TryGetProvider(new ModelRef("test", Model), out var provider, out var error), error);
        return provider;
    }
}
