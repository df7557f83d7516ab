using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.Tests;

public sealed class ModelCatalogTests
{
    private static readonly ModelProviderOptions Local = new("local", ModelApis.OpenAiCompletions)
    {
        BaseUrl = new Uri("http://127.0.0.1:9/v1"),
        Models = [new ModelOptions("small") { Name = "Small", ContextWindow = 32_000 }, new ModelOptions("org/large")],
    };

    [Fact]
    public void Nothing_configured_leaves_the_echo_model()
    {
        var catalog = Catalog();

        Assert.Equal(ModelRef.Echo, ModelSelection.Resolve(catalog, null, null, null, []).Primary);
        Assert.True(catalog.TryGetProvider(ModelRef.Echo, out _, out _));
        Assert.Equal(ModelRef.Echo, catalog.Models[0].Ref);
    }

    [Theory]
    [InlineData("local/small", null, "local/small")]
    [InlineData(null, "local/org/large", "local/org/large")]
    [InlineData("org/large", "local/small", "org/large")]
    [InlineData("SMALL", null, "local/small")]
    [InlineData("no such", "local/small", "local/small")]
    [InlineData(null, null, "local/small")]
    public void The_nearest_word_selects_the_model(string? overriding, string? primary, string expected) =>
        Assert.Equal(expected, ModelSelection.Resolve(Catalog(Local), overriding, null, primary, []).Primary.ToString());

    [Fact]
    public void Fallbacks_keep_their_order_and_leave_out_the_primary() =>
        Assert.Equal(
            ["echo/echo", "local/org/large"],
            ModelSelection.Resolve(Catalog(Local), null, null, "local/small", ["echo/echo", "local/small", "local/org/large"])
                .Fallbacks.Select(static model => model.ToString()));

    [Fact]
    public void An_unknown_provider_is_named_with_its_remedy()
    {
        Assert.False(Catalog().TryGetProvider(new ModelRef("nowhere", "x"), out _, out var error));
        Assert.Contains("models.providers.nowhere", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dialect_that_is_not_spoken_is_named_with_those_that_are()
    {
        var catalog = Catalog(new ModelProviderOptions("google", "google-generative-ai") { Models = [new ModelOptions("g")] });

        Assert.False(catalog.TryGetProvider(new ModelRef("google", "g"), out _, out var error));
        Assert.Contains("google-generative-ai", error, StringComparison.Ordinal);
        Assert.Contains(ModelApis.AnthropicMessages, error, StringComparison.Ordinal);
        Assert.False(catalog.Find(new ModelRef("google", "g"))!.Available);
    }

    [Fact]
    public void Options_print_without_the_key() =>
        Assert.DoesNotContain("sk-secret", (Local with { ApiKey = "sk-secret" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_catalogue_loads_no_package_before_the_first_call()
    {
        // Other tests load them at the same time; who loads is told on the thread that does.
        var thread = Environment.CurrentManagedThreadId;
        var loaded = new List<string>();
        AssemblyLoadEventHandler onLoad = (_, args) =>
        {
            if (Environment.CurrentManagedThreadId == thread && args.LoadedAssembly.Location.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            {
                loaded.Add(args.LoadedAssembly.FullName!);
            }
        };
        AppDomain.CurrentDomain.AssemblyLoad += onLoad;
        try
        {
            Assert.Equal(4, Catalog(Local).Models.Length);
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyLoad -= onLoad;
        }

        Assert.Empty(loaded);
    }

    private static ModelCatalog Catalog(params ModelProviderOptions[] providers) => new(new ModelsOptions { Providers = [.. providers] }, TimeProvider.System);
}
