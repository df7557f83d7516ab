using Akka.Pattern;

namespace Akka.Contract.Tests;

public sealed class CircuitBreakerTests() : ContractSpec(VirtualTime)
{
    private readonly TaskCompletionSource _opened = New();
    private readonly TaskCompletionSource _halfOpened = New();
    private readonly TaskCompletionSource _closed = New();

    [Fact]
    public async Task It_lets_calls_through_while_they_succeed()
    {
        var breaker = Breaker(maxFailures: 1);
        Assert.Equal(1, await breaker.WithCircuitBreaker(() => Task.FromResult(1)));
        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public async Task It_opens_after_too_many_failures_in_a_row()
    {
        var breaker = Breaker(maxFailures: 2);
        await Fail(breaker);
        Assert.Equal(1, await breaker.WithCircuitBreaker(() => Task.FromResult(1)));
        await Fail(breaker);
        Assert.True(breaker.IsClosed);
        await Fail(breaker);
        await _opened.Task.WaitAsync(Patience);
        Assert.True(breaker.IsOpen);
        var called = false;
        await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() =>
        {
            called = true;
            return Task.FromResult(1);
        }));
        Assert.False(called);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_sees_its_token_cancelled()
    {
        var breaker = Breaker(maxFailures: 5);
        var cancelled = New();
        var call = breaker.WithCircuitBreaker(async token =>
        {
            token.Register(() => cancelled.TrySetResult());
            await cancelled.Task;
        });
        Time.Advance(Second * 60);
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(Patience));
        await cancelled.Task.WaitAsync(Patience);
        Assert.Equal(7, await breaker.WithCircuitBreaker(token => Task.FromResult(token.IsCancellationRequested ? 0 : 7)));
    }

    [Fact]
    public async Task After_the_reset_time_one_call_decides()
    {
        var breaker = Breaker(maxFailures: 1);
        await Fail(breaker);
        await _opened.Task.WaitAsync(Patience);
        await ResetAsync(breaker);
        Assert.Equal(1, await breaker.WithCircuitBreaker(() => Task.FromResult(1)));
        await _closed.Task.WaitAsync(Patience);
        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public async Task A_failure_while_half_open_opens_it_again()
    {
        var breaker = Breaker(maxFailures: 1);
        await Fail(breaker);
        await _opened.Task.WaitAsync(Patience);
        await ResetAsync(breaker);
        await Fail(breaker);
        await AwaitConditionAsync(() => breaker.IsOpen);
    }

    [Fact]
    public async Task While_half_open_only_one_call_goes_through()
    {
        var breaker = Breaker(maxFailures: 1);
        await Fail(breaker);
        await _opened.Task.WaitAsync(Patience);
        await ResetAsync(breaker);
        var release = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = breaker.WithCircuitBreaker(() => release.Task);
        await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.FromResult(2)));
        release.SetResult(1);
        Assert.Equal(1, await first);
    }

    [Fact]
    public async Task A_failure_is_thrown_to_the_caller()
    {
        var breaker = Breaker(maxFailures: 5);
        await Assert.ThrowsAsync<BoomException>(() => breaker.WithCircuitBreaker<int>(() => throw new BoomException()));
        await Assert.ThrowsAsync<BoomException>(() => breaker.WithCircuitBreaker(() => Task.FromException<int>(new BoomException())));
    }

    [Fact]
    public void Success_and_failure_can_be_reported_by_hand()
    {
        var breaker = Breaker(maxFailures: 1);
        breaker.Succeed();
        Assert.True(breaker.IsClosed);
        breaker.Fail();
        Assert.True(breaker.IsOpen);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task Fail(CircuitBreaker breaker) =>
        await Assert.ThrowsAsync<BoomException>(() => breaker.WithCircuitBreaker(() => Task.FromException<int>(new BoomException())));

    private async Task ResetAsync(CircuitBreaker breaker)
    {
        await AwaitConditionAsync(() =>
        {
            Time.Advance(Second * 10);
            return breaker.IsHalfOpen;
        });
        await _halfOpened.Task.WaitAsync(Patience);
    }

    private CircuitBreaker Breaker(int maxFailures) =>
        new CircuitBreaker(Sys.Scheduler, maxFailures, callTimeout: Second * 60, resetTimeout: Second * 10)
            .OnOpen(() => _opened.TrySetResult())
            .OnHalfOpen(() => _halfOpened.TrySetResult())
            .OnClose(() => _closed.TrySetResult());
}
