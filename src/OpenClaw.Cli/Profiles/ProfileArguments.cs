namespace OpenClaw.Cli.Profiles;

/// <summary>The profile flags at the front of a command line.</summary>
/// <param name="Name">The profile; null when none was named.</param>
/// <param name="Rest">The command line without the flags.</param>
/// <param name="Error">Why the flags are wrong; null when they are not.</param>
/// <remarks>
/// The flags choose environment and paths, so they are taken before anything reads either, and only before the command:
/// behind it the same words may be a command's own.
/// </remarks>
internal sealed record ProfileArguments(string? Name, string[] Rest, string? Error)
{
    private const int MaxNameLength = 64;

    public static ProfileArguments Take(IReadOnlyList<string> args)
    {
        var rest = new List<string>(args.Count);
        string? name = null;
        var isDev = false;
        var at = 0;
        for (; at < args.Count && args[at].StartsWith('-'); at++)
        {
            if (args[at] == "--dev")
            {
                isDev = true;
            }
            else if (args[at] == "--profile" || args[at].StartsWith("--profile=", StringComparison.Ordinal))
            {
                var inline = args[at].Length > "--profile".Length;
                var value = inline ? args[at]["--profile=".Length..] : at + 1 < args.Count ? args[++at] : "";
                if (value.Length == 0 || (!inline && value.StartsWith('-')))
                    return Failed("--profile needs a name, such as: openclaw --profile work status");
                if (!IsValidName(value))
                    return Failed($"Invalid --profile \"{value}\": use letters, digits, _ and -, beginning with a letter or digit");
                name = value;
            }
            else
            {
                rest.Add(args[at]);
            }
        }

        if (isDev && name is not (null or "dev"))
            return Failed("Cannot combine --dev with --profile");
        rest.AddRange(args.Skip(at));
        return new ProfileArguments(isDev ? "dev" : name, [.. rest], null);
    }

    private static bool IsValidName(string name) =>
        name.Length <= MaxNameLength && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static ProfileArguments Failed(string error) => new(null, [], error);
}
