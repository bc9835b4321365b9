using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Orchestration;

/// <summary>A command to an instance, and its answer.</summary>
internal sealed class InstanceCommand(string name)
{
    private readonly TaskCompletionSource<ExecuteCommandResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public Task<ExecuteCommandResult> Result => _result.Task;

    public static ExecuteCommandResult Failure(string message) => new() { Success = false, ErrorMessage = message };

    /// <summary>Answers, unless it has been answered. No failure: it succeeded.</summary>
    public void Answer(string? failure) => _result.TrySetResult(failure is null ? new ExecuteCommandResult { Success = true } : Failure(failure));
}
