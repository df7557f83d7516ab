using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models.Tests.Contract;

namespace OpenClaw.Models.Tests;

public sealed class EchoProviderTests : ModelProviderContract
{
    protected override string Model => "echo";

    protected override IModelProvider Answering() => Echo("echo");

    // 150 ms between words: the test cancels after the first.
    protected override IModelProvider SilentAfterTheFirstWord() => new SlowEcho(Echo("slow"));

    [Fact]
    public async Task It_says_what_it_is_and_repeats_the_question()
    {
        var events = await ReadAsync(Answering().StreamAsync(Question("hello there"), Deadline));

        Assert.Equal("echo model: hello there", Text(events));
    }

    [Fact]
    public async Task Long_text_comes_in_a_bounded_number_of_pieces()
    {
        var text = string.Join(' ', Enumerable.Repeat("a", 500_000));

        var events = await ReadAsync(Answering().StreamAsync(Question(text), Deadline));

        Assert.Equal("echo model: " + text, Text(events));
        Assert.True(events.Count < 1100, $"{events.Count} pieces");
    }

    private static IModelProvider Echo(string model)
    {
        var catalog = new ModelCatalog(ModelsOptions.Default, TimeProvider.System);
        Assert.True(catalog.TryGetProvider(ModelRef.Echo with { Model = model }, out var provider, out var error), error);
        return provider;
    }

    private sealed class SlowEcho(IModelProvider inner) : IModelProvider
    {
        public string Id => inner.Id;

        public string Api => inner.Api;

        public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancellationToken) =>
            inner.StreamAsync(request with { Model = "slow" }, cancellationToken);
    }
}
