// What the marks mean.
const FAMILIES = [
  ["violence", "Violence"], ["control", "Control"], ["counter_operation", "Counter-operation"], ["strategic", "Strategic"], ["unrest", "Unrest"],
] as const;

export function Legend() {
  return (
    <details>
      <summary>Key</summary>
      <ul>
        {FAMILIES.map(([family, title]) => <li key={family}><i class={`swatch family-${family}`} />{title}</li>)}
        <li><i class="swatch swatch-ring" />Known to a district: as wide as the doubt</li>
        <li><i class="swatch swatch-tint" />Known to a province only</li>
        <li><i class="swatch swatch-dashed" />Disputed line</li>
      </ul>
    </details>
  );
}
