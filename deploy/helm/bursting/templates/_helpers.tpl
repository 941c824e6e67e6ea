{{- define "bursting.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "bursting.labels" -}}
app.kubernetes.io/name: bursting
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "bursting.secret" -}}
{{- .Values.secrets.existing | default (include "bursting.name" .) -}}
{{- end -}}

{{/* The pod of one role. Takes root, role, component, env (a map), secretKeys (a list) and resources. */}}
{{- define "bursting.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "bursting.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  annotations:
    # A changed configuration or secret takes a restart.
    checksum/config: {{ toYaml $root.Values.config | sha256sum }}
    checksum/secrets: {{ toYaml $root.Values.secrets | sha256sum }}
    {{- if $root.Values.scrapeAnnotations }}
    prometheus.io/scrape: 'true'
    prometheus.io/port: '3000'
    {{- end }}
spec:
  # It speaks to the clusters in its configuration, never to the one it runs in.
  automountServiceAccountToken: false
  enableServiceLinks: false
  # It drains within 25 s.
  terminationGracePeriodSeconds: 30
  securityContext:
    runAsNonRoot: true
    runAsUser: 1000
    runAsGroup: 1000
    fsGroup: 1000
    seccompProfile: { type: RuntimeDefault }
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          app.kubernetes.io/instance: {{ $root.Release.Name }}
          app.kubernetes.io/component: {{ .component }}
  containers:
    - name: {{ .role }}
      image: {{ printf "%s:%s" $root.Values.image.repository ($root.Values.image.tag | default $root.Chart.AppVersion) | quote }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      env:
        - { name: ROLE, value: {{ .role }} }
        - { name: BURSTING_CONFIG, value: /etc/bursting/bursting.yaml }
        {{- range $key := .secretKeys }}
        - { name: {{ $key }}_FILE, value: /run/secrets/bursting/{{ $key }} }
        {{- end }}
        {{- range $name, $value := .env }}
        - { name: {{ $name }}, value: {{ $value | quote }} }
        {{- end }}
      ports:
        - { name: http, containerPort: 3000 }
      startupProbe:
        httpGet: { path: /healthz, port: http }
        periodSeconds: 2
        failureThreshold: 30
      livenessProbe:
        httpGet: { path: /healthz, port: http }
        periodSeconds: 10
        timeoutSeconds: 3
      readinessProbe:
        httpGet: { path: /readyz, port: http }
        periodSeconds: 5
        timeoutSeconds: 3
      resources: {{- toYaml .resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      volumeMounts:
        - { name: config, mountPath: /etc/bursting, readOnly: true }
        - { name: secrets, mountPath: /run/secrets/bursting, readOnly: true }
        - { name: tmp, mountPath: /tmp }
  volumes:
    - name: config
      configMap: { name: {{ include "bursting.name" $root }} }
    - name: secrets
      secret:
        secretName: {{ include "bursting.secret" $root }}
        defaultMode: 0440
        items:
          {{- range $key := .secretKeys }}
          - { key: {{ $key }}, path: {{ $key }} }
          {{- end }}
    - name: tmp
      emptyDir: {}
{{- end -}}
