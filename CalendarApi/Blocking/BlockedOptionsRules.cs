using Microsoft.Extensions.Options;

namespace CalendarApi.Blocking;

/// <summary>Refuses a user in another format: it would block nobody, and the operator would not notice.</summary>
internal sealed class BlockedOptionsRules : IValidateOptions<BlockedOptions>
{
    public ValidateOptionsResult Validate(string? name, BlockedOptions options)
    {
        var failures = options.Users.Where(user => !IsUser(user)).Select(user => $"Blocked:Users contains '{user}'. A user must be {{tenant id}}:{{object id}}, both GUIDs.").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsUser(string user) =>
        user.Split(':') is [var tenant, var id] && Guid.TryParseExact(tenant, "D", out _) && Guid.TryParseExact(id, "D", out _);
}
