using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Isolation;

[Collection(SharedSystem.Name)]
public sealed class TenantIsolationTests(SharedSystem shared) : TenantIsolationCases(shared.Running);

[Collection(CosmosSystem.Name)]
public sealed class TenantIsolationOnCosmosTests(CosmosSystem shared) : TenantIsolationCases(shared.Running);
