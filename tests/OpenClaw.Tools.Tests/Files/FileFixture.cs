using OpenClaw.Domain.Tools;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools.Tests.Files;

/// <summary>The file tools on a folder of their own.</summary>
public abstract class FileFixture : ToolFixture
{
    protected FileFixture() =>
        Host = new ToolBox([new ReadTool(), new WriteTool(), new EditTool(), new LsTool(), new GrepTool(), new FindTool()], _ => Options);

    internal override IToolHost Host { get; }
}
