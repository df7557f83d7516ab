using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Names a model of a provider, written <c>provider/model</c>; the model's own name may hold further slashes.</summary>
/// <param name="Provider">Key of <c>models.providers</c>, or <c>echo</c>.</param>
/// <param name="Model">The provider's name of the model.</param>
public sealed record ModelRef(string Provider, string Model)
{
    /// <summary>The built-in model that needs no key.</summary>
    public static ModelRef Echo { get; } = new("echo", "echo");

    /// <summary>Parses <c>provider/model</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ModelRef? model)
    {
        model = null;
        var slash = text?.IndexOf('/') ?? -1;
        if (slash <= 0 || slash == text!.Length - 1)
        {
            return false;
        }

        model = new ModelRef(text[..slash].Trim(), text[(slash + 1)..].Trim());
        return model.Provider.Length > 0 && model.Model.Length > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Provider}/{Model}";
}
