using System.Collections.Concurrent;
using System.Diagnostics;
using OpenClaw.Chaos;
using OpenClaw.TestSupport;

// Stops the gateway at random moments under load, again and again, and then holds it to what it had accepted.
// Exit code: 0 when every promise was kept, 1 when one was broken.
var options = ChaosOptions.Parse(args);
var random = new Random(options.Seed);
var home = options.State ?? Directory.CreateTempSubdirectory("openclaw-chaos-").FullName;
var toolLog = Path.Combine(Path.GetTempPath(), $"openclaw-chaos-tools-{Environment.ProcessId}.log");
var (toEnd, toAnswer) = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
Console.WriteLine($"{options.Rounds} x {options.Mode}, {options.Database}, {options.Workers} callers, seed {options.Seed}, state in {home}");

await using var model = await ModelServer.StartAsync(toolLog);
using var server = options.Database == ChaosDatabase.Postgres ? PostgreSqlServer.StartOwn(options.State is null ? null : Path.Combine(home, "pg")) : null;
using var gateway = new GatewayUnderChaos(options.Executable, home, model.Url, server?.ConnectionString);
var accepted = new ConcurrentQueue<Accepted>();
var workers = Enumerable.Range(1, options.Workers).Select(number => new Worker(number, gateway, accepted, new Random(options.Seed + number))).ToList();
var clock = Stopwatch.StartNew();
await gateway.StartAsync();
using var stop = new CancellationTokenSource();
var load = workers.Select(worker => Task.Run(() => worker.RunAsync(stop.Token))).ToList();
var badExits = await DisturbAsync();
await stop.CancelAsync();
await Task.WhenAll(load);
Console.WriteLine($"load: {accepted.Count} inputs accepted in {clock.Elapsed.TotalSeconds:0} s, {workers.Sum(static w => w.Interruptions)} requests cut off, {workers.Sum(static w => w.Refusals)} refused for now");

// Whatever was accepted ends without anybody asking for it. How each run ended is for the journal to say: results are kept for ten minutes.
var busy = new List<string>();
var patience = Stopwatch.StartNew();
foreach (var worker in workers)
{
    while (await worker.IsBusyAsync())
    {
        if (patience.Elapsed > toEnd)
        {
            busy.Add(worker.Session);
            break;
        }

        await Task.Delay(100);
    }
}

Console.WriteLine($"drained in {patience.Elapsed.TotalSeconds:0} s");

var acceptedRuns = accepted.Select(static input => input.Run).ToHashSet(StringComparer.Ordinal);

// A key that is sent again starts nothing, and every session takes more.
var repeats = 0;
foreach (var worker in workers)
{
    foreach (var input in accepted.Where(input => input.Session == worker.Session).TakeLast(3).ToList())
    {
        using var limit = new CancellationTokenSource(toAnswer);
        await worker.SendAsync(input.Run, limit.Token);
        repeats++;
    }
}

var unusable = new List<string>();
foreach (var worker in workers)
{
    using var limit = new CancellationTokenSource(toAnswer);
    if (!await worker.SendAsync($"{worker.Session}-last", limit.Token) || await worker.WaitAsync($"{worker.Session}-last", toAnswer) != "ok")
    {
        unusable.Add(worker.Session);
    }
}

await gateway.TermAsync();
if (server is not null) await JournalCopy.WriteAsync(server.ConnectionString, gateway.Database);
var verdict = Verdict.Read(gateway.Database);
var lost = acceptedRuns.Where(run => !verdict.Accepted.ContainsKey(run)).ToList();
var acceptedTwice = verdict.Accepted.Where(static run => run.Value > 1).Select(static run => run.Key).ToList();
var withoutEnd = verdict.Accepted.Keys.Where(run => !verdict.Ended.ContainsKey(run)).ToList();
var endedTwice = verdict.Ended.Where(static run => run.Value > 1).Select(static run => run.Key).ToList();
var executed = File.Exists(toolLog) ? await File.ReadAllLinesAsync(toolLog) : [];
var executedTwice = executed.GroupBy(static line => line).Where(static line => line.Count() > 1).Select(static line => line.Key).ToList();

var givenUp = verdict.Outcomes.Where(static outcome => outcome.Key != "completed").Sum(static outcome => outcome.Value);
Console.WriteLine($"journal: {verdict.Accepted.Count} runs, {verdict.Resumed} resumptions, ends: {string.Join(", ", verdict.Outcomes.Select(static outcome => $"{outcome.Value} {outcome.Key}"))}");
Console.WriteLine($"given up: {givenUp} of {verdict.Accepted.Count} ({100.0 * givenUp / Math.Max(1, verdict.Accepted.Count):0.0} %): {string.Join(", ", verdict.Reasons.Select(static reason => $"{reason.Value} x {reason.Key}"))}");
Console.WriteLine($"longest stop: {gateway.LongestStop.TotalSeconds:0.0} s");
Console.WriteLine($"model: {model.Calls} calls; tools: {model.ToolCalls} asked for, {executed.Length} executed, {verdict.Interrupted} answered as interrupted; repeats: {repeats}");
var broken = Check("accepted and not in the journal", lost) | Check("accepted twice", acceptedTwice) | Check("without an end", withoutEnd) | Check("ended twice", endedTwice)
    | Check("sessions not at rest", busy) | Check("tool calls without one answer", verdict.Unanswered) | Check("tool calls executed twice", executedTwice) | Check("sessions not usable", unusable) | Check("bad exits", badExits) | Check("refused for good", [.. workers.SelectMany(static worker => worker.Faults)]);
Console.WriteLine(broken ? "BROKEN" : $"kept: all of it, in {clock.Elapsed.TotalSeconds:0} s");
File.Delete(toolLog);
if (!broken && options.State is null)
{
    Directory.Delete(home, recursive: true);
}

return broken ? 1 : 0;

static bool Check(string what, IReadOnlyCollection<string> found)
{
    Console.WriteLine($"  {what,-34} {found.Count}{(found.Count == 0 ? "" : $": {string.Join(", ", found.Take(10))}")}");
    return found.Count > 0;
}

async Task<List<string>> DisturbAsync()
{
    var bad = new List<string>();
    for (var round = 1; round <= options.Rounds; round++)
    {
        // Mostly once the callers are at work again, sometimes in the middle of the start.
        var before = accepted.Count;
        for (var patience = Stopwatch.StartNew(); round % 5 != 0 && accepted.Count == before && patience.Elapsed < TimeSpan.FromSeconds(20);)
        {
            await Task.Delay(10);
        }

        // Mostly soon; one in four lives longer, so that what was cut off again and again, and waits before it goes on, is hit when it does.
        await Task.Delay(random.Next(4) == 0 ? random.Next(1200, 6000) : random.Next(0, 1200));
        if (options.Mode == StopMode.FullDisk)
        {
            await FillDiskAsync(TimeSpan.FromMilliseconds(random.Next(500, 3000)));
        }
        else if (options.Mode == StopMode.Server && random.Next(4) > 0)
        {
            server!.Kill();

            // Sometimes longer than what is under way waits for it.
            await Task.Delay(random.Next(8) == 0 ? random.Next(8000, 12000) : random.Next(0, 1500));
            server.Start();
        }
        else if (options.Mode == StopMode.Term || (options.Mode == StopMode.Mixed && random.Next(2) == 0))
        {
            if (await gateway.TermAsync() is var code and not 0)
            {
                bad.Add($"round {round}: {code}");
            }

            await gateway.StartAsync();
        }
        else
        {
            await gateway.KillAsync();
            await gateway.StartAsync();
        }

        if (round % 10 == 0)
        {
            Console.WriteLine($"  {round}: {accepted.Count} accepted, {clock.Elapsed.TotalSeconds:0} s");
        }
    }

    return bad;
}

// A file takes all that is left, for a while.
async Task FillDiskAsync(TimeSpan time)
{
    var filler = Path.Combine(home, "filler");
    try
    {
        await using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 * 1024];
        while (block.Length > 0)
        {
            try
            {
                await file.WriteAsync(block);
            }
            catch (IOException) when (block.Length > 512)
            {
                block = new byte[block.Length / 2];
            }
            catch (IOException)
            {
                break;
            }
        }

        await Task.Delay(time);
    }
    finally
    {
        File.Delete(filler);
    }
}
