namespace OpenClaw.Configuration.Binding;

/// <summary>Levenshtein distance, for "did you mean".</summary>
public static class EditDistance
{
    /// <summary>Whether two keys, case aside, are at most some edits apart; long texts are never near.</summary>
    public static bool Within(string a, string b, int limit) =>
        a.Length <= 64 && Math.Abs(a.Length - b.Length) <= limit && Between(a, b) <= limit;

    /// <summary>Insertions, deletions and substitutions from one key to the other, case aside.</summary>
    public static int Between(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var substitution = previous[j] + (char.ToLowerInvariant(a[i]) == char.ToLowerInvariant(b[j]) ? 0 : 1);
                current[j + 1] = Math.Min(substitution, Math.Min(previous[j + 1], current[j]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
