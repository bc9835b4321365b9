using Microsoft.Extensions.Options;

namespace CalendarApi.Blocking;

/// <summary>A user written in another way would not be blocked, and nobody would notice.</summary>
internal sealed class BlockedOptionsRules : IValidateOptions<BlockedOptions>
{
    public ValidateOptionsResult Validate(string? name, BlockedOptions options)
    {
        var failures = options.Users.Where(user => !IsUser(user)).Select(user => $"Blocked:Users has '{user}': a user is {{tenant id}}:{{object id}}, both GUIDs.").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsUser(string user) =>
        user.Split(':') is [var tenant, var id] && Guid.TryParseExact(tenant, "D", out _) && Guid.TryParseExact(id, "D", out _);
}
