using Microsoft.Extensions.Options;

namespace CalendarApi.Authentication;

/// <summary>Stops the program at start if nobody has said which tenants may use it: a deployment that lacks the setting would otherwise let everybody in.</summary>
internal sealed class TenantOptionsRules(IHostEnvironment environment) : IValidateOptions<TenantOptions>
{
    public ValidateOptionsResult Validate(string? name, TenantOptions options)
    {
        if (options.Allowed.Count == 0)
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Tenants:Allowed is not set. It must have the ids of the tenants that may use the system, or be * for any tenant.");
        }

        var failures = options.Allowed is [TenantOptions.Any]
            ? []
            : options.Allowed.Where(item => !Guid.TryParseExact(item, "D", out _))
                .Select(item => $"Tenants:Allowed contains '{item}'. A tenant must be a GUID; * for any tenant must be the only item.").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
