using System.Diagnostics.Metrics;

namespace IdentityEmulator;

/// <summary>Counts issued tokens and refusals.</summary>
internal sealed class EmulatorMetrics
{
    public const string Meter = "IdentityEmulator";

    private readonly Counter<long> issued;
    private readonly Counter<long> refused;

    public EmulatorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        issued = meter.CreateCounter<long>("identity.tokens.issued", "{answer}", "Answers of the token endpoint with tokens.");
        refused = meter.CreateCounter<long>("identity.requests.refused", "{request}", "Requests refused with an AADSTS number.");
    }

    public void Issued(string grant) => issued.Add(1, new KeyValuePair<string, object?>("oauth.grant_type", grant));

    public void Refused(Errors.EntraError error) => refused.Add(1, new KeyValuePair<string, object?>("error.type", error.Error), new("aadsts", error.Code));
}
