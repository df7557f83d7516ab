using System.Text.Json;
using OpenClaw.Domain.Approvals;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Approvals;

/// <summary>The original's <c>exec-approvals.json</c>, taken over once by a gateway that has no approvals of its own.</summary>
internal static class LegacyApprovals
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it would be; null for none.</param>
    /// <param name="problem">Why it cannot be used; null when it can, or is not there.</param>
    public static ExecApprovalsDocument? Read(string? path, out string? problem)
    {
        problem = null;
        if (path is null || !File.Exists(path))
        {
            return null;
        }

        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                problem = "the file is larger than 1 MB";
                return null;
            }

            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ProtocolJson.Default.ExecApprovalsFile)?.FromWire();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            problem = exception.Message;
            return null;
        }
    }
}
