using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools.Workspaces;

/// <summary>Reads what agents' folders say to them.</summary>
/// <param name="options">What an agent may do as of now.</param>
/// <param name="managedSkills">Folder of the skills that every agent has.</param>
internal sealed class AgentWorkspaces(Func<AgentId, AgentToolOptions> options, string managedSkills) : IAgentWorkspaces
{
    private const int MaxFileChars = 20_000;
    private const int MaxAllChars = 60_000;
    private const int MaxListedSkills = 100;

    // In this order: how to work, who to be, for whom, with what, and what to do when woken.
    private static readonly string[] s_files = ["AGENTS.md", "SOUL.md", "IDENTITY.md", "USER.md", "TOOLS.md", "HEARTBEAT.md"];

    // What people may look at and change besides: the first conversation's notes, and what is to be remembered.
    private static readonly string[] s_editable = [.. s_files, "BOOTSTRAP.md", "MEMORY.md"];

    /// <inheritdoc/>
    public (string Workspace, string ManagedSkills) FoldersOf(AgentId agent) => (options(agent).Workspace, managedSkills);

    /// <inheritdoc/>
    public async ValueTask<string?> ReadBriefingAsync(AgentId agent, CancellationToken cancel)
    {
        var folder = options(agent).Workspace;
        var text = new StringBuilder();
        if (Directory.Exists(folder))
        {
            await AppendFilesAsync(new Workspace(folder), text, cancel);
        }

        AppendSkills(await ReadSkillsAsync(agent, cancel), text);
        return text.Length == 0 ? null : $"# Workspace\n\nYour workspace is {folder}.{text}";
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Skill>> ReadSkillsAsync(AgentId agent, CancellationToken cancel)
    {
        var own = await SkillReader.ReadAsync(Path.Combine(options(agent).Workspace, "skills"), "openclaw-workspace", cancel);
        var managed = await SkillReader.ReadAsync(managedSkills, "openclaw-managed", cancel);
        return [.. own, .. managed.Where(skill => !own.Any(mine => mine.Name == skill.Name))];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<AgentFile>> ListFilesAsync(AgentId agent, CancellationToken cancel)
    {
        var files = ImmutableArray.CreateBuilder<AgentFile>();
        foreach (var name in s_editable)
        {
            files.Add((await ReadFileAsync(agent, name, cancel))! with { Content = null });
        }

        return files.ToImmutable();
    }

    /// <inheritdoc/>
    public async ValueTask<AgentFile?> ReadFileAsync(AgentId agent, string name, CancellationToken cancel)
    {
        if (!s_editable.Contains(name))
        {
            return null;
        }

        var folder = options(agent).Workspace;
        var file = new AgentFile(name, Path.Combine(folder, name));
        if (!Directory.Exists(folder))
        {
            return file;
        }

        try
        {
            var bytes = await new Workspace(folder).ReadAsync(name, cancel);
            return file with { Size = bytes.Length, UpdatedAt = File.GetLastWriteTimeUtc(file.Path), Content = FileText.Decode(bytes) };
        }
        catch (ToolRefusalException)
        {
            return file; // Not there, or a link that leads outside, which is not the workspace's.
        }
    }

    /// <inheritdoc/>
    public async ValueTask<AgentFile?> WriteFileAsync(AgentId agent, string name, string content, CancellationToken cancel)
    {
        if (!s_editable.Contains(name))
        {
            return null;
        }

        var folder = options(agent).Workspace;
        Directory.CreateDirectory(folder);
        var workspace = new Workspace(folder);
        try
        {
            using (await workspace.BeginChangeAsync(name, cancel))
            {
                await workspace.WriteAsync(name, Encoding.UTF8.GetBytes(content), cancel);
            }
        }
        catch (ToolRefusalException)
        {
            return null;
        }

        return await ReadFileAsync(agent, name, cancel);
    }

    private static async Task AppendFilesAsync(Workspace workspace, StringBuilder text, CancellationToken cancel)
    {
        foreach (var name in s_files)
        {
            byte[] bytes;
            try
            {
                bytes = await workspace.ReadAsync(name, cancel);
            }
            catch (ToolRefusalException)
            {
                continue; // Not there, or a link that leads outside: what is not the workspace's does not speak in its name.
            }

            var content = FileText.IsBinary(bytes) ? "" : FileText.Decode(bytes).Trim();
            var room = Math.Min(MaxFileChars, MaxAllChars - text.Length);
            if (content.Length == 0 || room <= 0)
            {
                continue;
            }

            text.Append("\n\n## ").Append(name).Append("\n\n");
            text.Append(content.AsSpan(0, Math.Min(content.Length, room)));
            if (content.Length > room)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n[{name} is longer: {content.Length - room} characters were left out. Read the file for the rest.]");
            }
        }
    }

    private static void AppendSkills(ImmutableArray<Skill> skills, StringBuilder text)
    {
        var usable = skills.Where(static skill => skill.IsEligible).ToList();
        if (usable.Count == 0)
        {
            return;
        }

        text.Append("\n\n## Skills\n\nBefore work that a skill is for, read its file.\n");
        foreach (var skill in usable.Take(MaxListedSkills))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- {skill.Name}: {skill.Description.ReplaceLineEndings(" ")} ({skill.File})");
        }

        if (usable.Count > MaxListedSkills)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[{usable.Count - MaxListedSkills} more]");
        }
    }
}
